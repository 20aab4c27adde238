<?php

// The quick start, run where nothing but the extension and the package is installed.

declare(strict_types=1);

require getcwd() . '/vendor/autoload.php';

use OCRFacture\OCRFactureAPI;

$api = new OCRFactureAPI();
$api->generateFacturx(json_decode((string) file_get_contents('facture.json'), true))->save('facture.pdf');
$result = $api->extractFromFile('facture.pdf');
echo "{$result->invoice->number} {$result->invoice->totals->gross}\n";
$report = $api->validate('facture.pdf');
echo "$report->verdict $report->score\n";
exit($report->passed() ? 0 : 1);
