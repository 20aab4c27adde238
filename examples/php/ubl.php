<?php

// Écrit une facture en UBL. Writes an invoice as UBL.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\Enum\Syntax;
use OCRFacture\OCRFactureAPI;

$invoice = json_decode(file_get_contents('facture.json'), true, flags: JSON_THROW_ON_ERROR);
$xml = (new OCRFactureAPI())->generateXml($invoice, Syntax::Ubl);

file_put_contents('facture.xml', $xml);
echo 'facture.xml : ', strlen($xml), " octets\n";
