<?php

// Dit si une facture porte tout ce que la loi demande. Tells whether an invoice says all that French law asks.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\OCRFactureAPI;

$report = (new OCRFactureAPI())->checkCompliance('facture.pdf', ['transaction' => 'b2b']);

echo "$report->verdict $report->score\n";
foreach ($report->findings as $finding) {
    echo "$finding->severity $finding->rule : {$finding->message->fr} ($finding->source)\n";
    if ($finding->fix !== null) {
        echo "  → {$finding->fix->fr}\n";
    }
}
