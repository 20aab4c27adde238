<?php

// Lit le XML d'une Factur-X. Reads the XML of a Factur-X.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\OCRFactureAPI;

$result = (new OCRFactureAPI())->parseFacturx('facturx.pdf');

echo "{$result->document->kind} {$result->invoice->number}\n";
foreach ($result->invoice->vatBreakdown as $row) {
    echo "TVA $row->rate % : $row->taxAmount sur $row->taxableAmount\n";
}
