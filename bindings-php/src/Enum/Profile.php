<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** A profile of Factur-X: how much of the invoice the XML carries. Each holds all that those before it hold. */
enum Profile: string
{
    /** Header and totals only. Not an invoice by itself, nor one for the French reform. */
    case Minimum = 'minimum';
    /** Everything but the lines. The French reform admits it in its first year. */
    case BasicWl = 'basic_wl';
    /** With lines, without their details. Not one for the French reform. */
    case Basic = 'basic';
    /** The whole of EN 16931. */
    case En16931 = 'en16931';
    /** EN 16931 and what trades asked for beyond. */
    case Extended = 'extended';
}
