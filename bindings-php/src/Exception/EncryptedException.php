<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The document needs a password. */
final class EncryptedException extends BaseException
{
    public const CODE = 'encrypted';
}
