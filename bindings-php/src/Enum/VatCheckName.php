<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** A check of a VAT number. */
enum VatCheckName: string
{
    /** The form its state gave it: prefix, length, letters and digits. */
    case Form = 'form';
    /** The key fits the digits behind it. */
    case CheckDigits = 'check_digits';
    /** The nine digits of a French number are a SIREN. */
    case Siren = 'siren';
    /** The number is in use, as VIES tells. */
    case Registered = 'registered';
}
