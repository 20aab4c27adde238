<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** Size of the company that issues the invoice (décret 2008-1354, art. 3). */
enum IssuerSize: string
{
    /** Grande entreprise. */
    case Large = 'large';
    /** Entreprise de taille intermédiaire (ETI). */
    case Intermediate = 'intermediate';
    /** Petite ou moyenne entreprise (PME). */
    case Small = 'small';
    /** Microentreprise. */
    case Micro = 'micro';
}
