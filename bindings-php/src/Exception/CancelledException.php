<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The caller gave the work up. */
final class CancelledException extends BaseException
{
    public const CODE = 'cancelled';
}
