<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** Who buys from whom. */
enum Transaction: string
{
    /** The buyer is a business. */
    case B2b = 'b2b';
    /** The buyer is a consumer. */
    case B2c = 'b2c';
    /** The buyer is a public body under the Code de la commande publique. */
    case B2g = 'b2g';
}
