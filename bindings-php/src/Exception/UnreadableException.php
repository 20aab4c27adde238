<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The document is damaged beyond repair. */
final class UnreadableException extends BaseException
{
    public const CODE = 'unreadable';
}
