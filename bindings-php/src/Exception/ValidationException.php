<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** Not a document we read: empty, of an unknown type, or bad base64. */
class ValidationException extends BaseException
{
    public const CODE = 'invalid_input';
}
