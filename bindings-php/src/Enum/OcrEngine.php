<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** An engine of character recognition. */
enum OcrEngine: string
{
    /** The best installed. */
    case Auto = 'auto';
    /** Models of PP-OCR, run here: the most accurate. */
    case Paddle = 'paddle';
    /** Models of Tesseract, run here: the fastest. */
    case Lstm = 'lstm';
    /** The libtesseract of this machine. */
    case Tesseract = 'tesseract';
}
