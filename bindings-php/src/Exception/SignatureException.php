<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** A webhook's signature is missing, wrong or too old. */
final class SignatureException extends BaseException
{
    public const CODE = 'invalid_signature';
}
