<?php

// Lit un dossier, en parallèle. Reads a folder, in parallel.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\BatchProgress;
use OCRFacture\OCRFactureAPI;

$api = new OCRFactureAPI();
$progress = static function (BatchProgress $at): void {
    echo "$at->done/$at->total", $at->failed > 0 ? " ($at->failed en échec)" : '', "\n";
};
foreach ($api->batchExtract(glob('factures/*.pdf'), ['timeout' => 60_000], progress: $progress) as $item) {
    if ($item->error !== null) {
        echo "$item->name : {$item->error->errorCode()}\n";
    } else {
        $invoice = $item->unwrap()->invoice;
        echo "$item->name : $invoice->number, {$invoice->totals->gross}\n";
    }
}
