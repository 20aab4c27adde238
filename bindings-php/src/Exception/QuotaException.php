<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The plan's quota of the day or the month is used up. */
final class QuotaException extends RateLimitException
{
    public const CODE = 'quota_exceeded';
}
