<?php

// Fait une Factur-X d'un PDF, dont la page est gardée. Makes a Factur-X of a PDF, and keeps its page.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\OCRFactureAPI;

$made = (new OCRFactureAPI())->convertToFacturx('facture.pdf', ['fallback' => 'image']);

$made->save('electronique.pdf');
echo "electronique.pdf : Factur-X $made->profile, page $made->page\n";
foreach ([...$made->changes, ...$made->warnings] as $notice) {
    echo "$notice->code : $notice->message\n";
}
