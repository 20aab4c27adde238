<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** What to do with a PDF that cannot be made PDF/A-3b as it is. */
enum Fallback: string
{
    /** Refuse, and tell what stands in the way. */
    case Refuse = 'refuse';
    /** Show each page as a picture over its text, which stays searchable. */
    case Image = 'image';
    /** Attach the invoice and claim no PDF/A. */
    case Unclaimed = 'unclaimed';
}
