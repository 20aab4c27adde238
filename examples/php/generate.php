<?php

// Écrit une Factur-X. Writes a Factur-X.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\Exception\InvalidInvoiceException;
use OCRFacture\Model\Address;
use OCRFacture\Model\Invoice;
use OCRFacture\Model\Line;
use OCRFacture\Model\LineVat;
use OCRFacture\Model\Party;
use OCRFacture\OCRFactureAPI;
use OCRFacture\Option\GenerateOptions;

$invoice = new Invoice(
    number: 'FA-2026-0043',
    issueDate: new DateTimeImmutable('2026-11-03'),
    dueDate: new DateTimeImmutable('2026-12-03'),
    seller: new Party(
        name: 'Atelier Dupont',
        siren: '732829320',
        vatId: 'FR44732829320',
        address: new Address(lines: ['12 rue des Lilas'], postCode: '69003', city: 'Lyon', country: 'FR'),
    ),
    buyer: new Party(
        name: 'Café du Port',
        siren: '552713000',
        address: new Address(lines: ['3 quai Nord'], postCode: '13002', city: 'Marseille', country: 'FR'),
    ),
    lines: [new Line(name: 'Pose', quantity: '2', netPrice: '95.00', vat: new LineVat(rate: '20'))],
);

try {
    $made = (new OCRFactureAPI())->generateFacturx($invoice, options: new GenerateOptions(accent: '#1b3a5c'));
} catch (InvalidInvoiceException $error) {
    foreach ($error->reasons() as $reason) {
        fwrite(STDERR, "$reason->path : $reason->messageFr\n");
    }
    exit(1);
}

$made->save('nouvelle.pdf');
echo "nouvelle.pdf : Factur-X $made->profile, ", strlen($made->pdf), " octets\n";
foreach ($made->warnings as $notice) {
    echo "$notice->code : $notice->message\n";
}
