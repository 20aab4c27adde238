<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** A limit on bytes, pages, pixels, objects, depth or decompressed size was passed. */
final class TooLargeException extends BaseException
{
    public const CODE = 'too_large';
}
