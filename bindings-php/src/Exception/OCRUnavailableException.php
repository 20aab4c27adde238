<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The page has no usable text and no OCR engine is installed. */
final class OCRUnavailableException extends BaseException
{
    public const CODE = 'ocr_unavailable';
}
