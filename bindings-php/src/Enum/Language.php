<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** Language of the words around the values. */
enum Language: string
{
    /** French. */
    case Fr = 'fr';
    /** English. */
    case En = 'en';
}
