<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** What the attached invoice is to the page (PDF/A-3, `AFRelationship`). */
enum Relationship: string
{
    /** Data the page was made from, in part: MINIMUM and BASIC WL. */
    case Data = 'data';
    /** What the page was made from. */
    case Source = 'source';
    /** The same invoice in another form: BASIC, EN 16931 and EXTENDED. */
    case Alternative = 'alternative';
}
