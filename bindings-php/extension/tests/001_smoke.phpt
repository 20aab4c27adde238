--TEST--
The extension reads what it writes
--EXTENSIONS--
ocr_facture
--FILE--
<?php
use OCRFacture\Native\Engine;

$engine = new Engine();
var_dump(extension_loaded('ocr_facture'), Engine::version() === phpversion('ocr_facture'));

$line = ['name' => 'Pose', 'quantity' => '2', 'net_price' => '95.00', 'vat' => ['rate' => '20']];
$party = ['siren' => '732829320', 'vat_id' => 'FR44732829320', 'address' => ['country' => 'FR']];
$invoice = [
    'number' => 'FA-1', 'issue_date' => '2026-11-02', 'due_date' => '2026-12-02', 'lines' => [$line],
    'seller' => ['name' => 'Atelier Dupont'] + $party, 'buyer' => ['name' => 'Café du Port'] + $party,
];
[$ok, $made] = $engine->call(json_encode(['verb' => 'generate_facturx', 'invoice' => $invoice]));
var_dump($ok);
[$ok, $read] = $engine->call('{"verb":"parse_facturx"}', base64_decode(json_decode($made)->pdf));
var_dump($ok, json_decode($read)->invoice->totals->gross);

[$ok, $error] = $engine->call('{"verb":"fly"}');
var_dump($ok, json_decode($error)->code);
[$ok, $error] = $engine->call('{"verb":"validate"}', null, '/nowhere.pdf');
var_dump($ok, json_decode($error)->code);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
string(6) "228.00"
bool(false)
string(13) "invalid_input"
bool(false)
string(9) "not_found"
