<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** A format of export. */
enum Format: string
{
    /** A row an invoice. */
    case Csv = 'csv';
    /** A row a line of an invoice. */
    case CsvLines = 'csv_lines';
    /** A JSON object a line. */
    case Ndjson = 'ndjson';
    /** A workbook. */
    case Xlsx = 'xlsx';
}
