<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** Too many calls at once; the same call succeeds a little later. */
class RateLimitException extends BaseException
{
    public const CODE = 'rate_limited';
}
