<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** This idempotency key was used for a different call. */
final class IdempotencyException extends ValidationException
{
    public const CODE = 'idempotency_key_reused';
}
