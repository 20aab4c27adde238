<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** Where the page of a generated invoice comes from. */
enum PageOrigin: string
{
    /** Drawn from the invoice. */
    case Drawn = 'drawn';
    /** The PDF given, which was PDF/A-3b but for the XML. */
    case AsIs = 'as_is';
    /** The PDF given, mended; what is seen did not change. */
    case Mended = 'mended';
    /** Pictures of the pages given, over their text. */
    case Image = 'image';
    /** The PDF given, with the XML inside and no claim of PDF/A. */
    case Unclaimed = 'unclaimed';
}
