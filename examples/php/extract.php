<?php

// Lit une facture. Reads an invoice.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\Exception\OCRFactureException;
use OCRFacture\OCRFactureAPI;

$api = new OCRFactureAPI();
try {
    $result = $api->extractFromFile('facture.pdf');
} catch (OCRFactureException $error) {
    fwrite(STDERR, "{$error->errorCode()} : {$error->getMessage()}\n");
    exit(1);
}

$invoice = $result->invoice;
echo "$invoice->number {$invoice->issueDate?->format('d/m/Y')} {$invoice->seller->name} → {$invoice->buyer->name}\n";
foreach ($invoice->lines as $line) {
    echo "  $line->quantity × $line->name : $line->netAmount\n";
}
echo "TTC {$invoice->totals->gross} $invoice->currency\n";

// Ce qu'une personne doit relire. What someone should look at again.
foreach ($result->doubtful(0.9) as $path) {
    $evidence = $result->fields[$path];
    echo "à vérifier : $path, lu « $evidence->raw » page $evidence->page\n";
}
foreach ($result->warnings as $warning) {
    echo "$warning->code : $warning->message\n";
}
