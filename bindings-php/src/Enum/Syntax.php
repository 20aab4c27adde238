<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** The syntax an invoice is written in. */
enum Syntax: string
{
    /** Cross Industry Invoice D22B of UN/CEFACT, the XML of Factur-X. */
    case Cii = 'cii';
    /** UBL 2.1 of OASIS: `Invoice`, or `CreditNote` for credit notes. */
    case Ubl = 'ubl';
}
