<?php

/*
 * Un dossier de factures en CSV et en Factur-X, avec ce qui reste à faire. A folder of invoices to CSV and Factur-X.
 *
 *     php recipe_folder.php [dossier] [sortie]
 *
 * Une facture lue est écrite en Factur-X, page gardée ; ce qui n'a pas pu l'être, et ce que la loi reproche, est listé.
 */

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\BatchItem;
use OCRFacture\Document;
use OCRFacture\Enum\Format;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\OCRFactureAPI;

[$source, $out] = [$argv[1] ?? 'factures', $argv[2] ?? 'sortie'];
is_dir($out) || mkdir($out, recursive: true);

$api = new OCRFactureAPI();
$items = [];
foreach ($api->batchExtract(glob("$source/*.pdf")) as $item) {
    $items[] = $item;
    $name = basename($item->name);
    if ($item->error !== null) {
        echo "$name : illisible ({$item->error->errorCode()})\n";
        continue;
    }
    try {
        $made = $api->generateFacturx($item->unwrap()->invoice, $item->name, ['fallback' => 'image']);
    } catch (OCRFactureException $error) {
        echo "$name : pas de Factur-X ({$error->getMessage()})\n";
        foreach ($error->reasons() as $reason) {
            echo "  $reason->path : $reason->messageFr\n";
        }
        continue;
    }
    $made->save("$out/$name");
    $report = $api->checkCompliance(Document::bytes($made->pdf));
    echo "$name : Factur-X $made->profile, page $made->page, $report->verdict\n";
    foreach ($report->fatal() as $finding) {
        echo "  à corriger : {$finding->message->fr} [$finding->rule]\n";
    }
}
file_put_contents("$out/factures.csv", $api->export($items));
file_put_contents("$out/lignes.csv", $api->export($items, Format::CsvLines));

$read = count(array_filter($items, static fn (BatchItem $item): bool => $item->ok()));
echo "$read factures lues sur ", count($items), ", dans $out/\n";
