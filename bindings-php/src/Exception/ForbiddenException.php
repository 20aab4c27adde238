<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The caller's plan does not include this. */
final class ForbiddenException extends AuthException
{
    public const CODE = 'forbidden';
}
