<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** What a document turned out to be. */
enum DocumentKind: string
{
    /** A PDF whose pages carry text. */
    case PdfText = 'pdf_text';
    /** A PDF whose pages are pictures. */
    case PdfScan = 'pdf_scan';
    /** A picture. */
    case Image = 'image';
    /** A PDF with an invoice in XML attached: Factur-X, ZUGFeRD. */
    case FacturX = 'factur_x';
    /** UN/CEFACT Cross Industry Invoice. */
    case Cii = 'cii';
    /** OASIS UBL 2.1 Invoice or CreditNote. */
    case Ubl = 'ubl';
}
