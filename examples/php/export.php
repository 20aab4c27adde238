<?php

// Écrit un classeur des factures d'un dossier. Writes a workbook of the invoices of a folder.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\Enum\Format;
use OCRFacture\OCRFactureAPI;

$api = new OCRFactureAPI();
$items = iterator_to_array($api->batchExtract(glob('factures/*.pdf')));
file_put_contents('factures.xlsx', $api->export($items, Format::Xlsx));
echo $api->export($items);
