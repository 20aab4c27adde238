<?php

// Dit si une plateforme acceptera une facture électronique. Tells whether a platform will take an e-invoice.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\OCRFactureAPI;

$report = (new OCRFactureAPI())->validate('facturx.pdf');

foreach ($report->rulesets as $ruleset) {
    echo "$ruleset->id $ruleset->version : $ruleset->status", $ruleset->why === null ? '' : " ({$ruleset->why->fr})", "\n";
}
foreach ($report->fatal() as $finding) {
    echo "$finding->rule $finding->xpath : {$finding->message->fr}\n";
}
