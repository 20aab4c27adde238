<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** Where the words of a page come from. */
enum Source: string
{
    /** The text drawn by the document. */
    case Text = 'text';
    /** Characters recognised on a picture. */
    case Ocr = 'ocr';
    /** Nothing was read: a picture, and no OCR ran. */
    case None = 'none';
}
