<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** When pages are read by character recognition. */
enum OcrMode: string
{
    /** Pages whose text is absent or garbled. */
    case Auto = 'auto';
    /** Every page, whatever text it has. */
    case Always = 'always';
    /** No page. */
    case Never = 'never';
}
