<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The server does not know who calls: the API key is missing, wrong or revoked. */
class AuthException extends BaseException
{
    public const CODE = 'unauthorized';
}
