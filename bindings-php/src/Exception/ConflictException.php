<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** It contradicts work in progress: a call with the same idempotency key is not finished. */
final class ConflictException extends BaseException
{
    public const CODE = 'conflict';
}
