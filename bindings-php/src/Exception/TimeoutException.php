<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The work outlasted its time limit. */
final class TimeoutException extends BaseException
{
    public const CODE = 'timeout';
}
