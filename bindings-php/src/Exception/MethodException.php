<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The address has no such method. */
final class MethodException extends ValidationException
{
    public const CODE = 'method_not_allowed';
}
