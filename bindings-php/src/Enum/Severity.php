<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** How much a failed rule weighs. */
enum Severity: string
{
    /** Worth knowing. */
    case Info = 'info';
    /** Should be mended; the invoice stands. */
    case Warning = 'warning';
    /** The invoice is not valid. */
    case Fatal = 'fatal';
}
