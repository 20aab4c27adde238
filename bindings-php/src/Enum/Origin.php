<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** How a value was obtained. */
enum Origin: string
{
    /** Read in a text layer. */
    case Text = 'text';
    /** Read by character recognition. */
    case Ocr = 'ocr';
    /** Read in an XML invoice. */
    case Xml = 'xml';
    /** Computed from other values, named in `agrees_with`. */
    case Derived = 'derived';
}
