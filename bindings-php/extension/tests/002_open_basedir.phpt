--TEST--
open_basedir holds for the files the engine opens, batch and cache included
--EXTENSIONS--
ocr_facture
--INI--
open_basedir={PWD}
--FILE--
<?php
use OCRFacture\Native\Engine;

$engine = new Engine();
foreach (['/etc/hostname', "/etc/host\0name", __FILE__] as $path) {
    echo json_decode($engine->call('{"verb":"validate"}', null, $path)[1])->code, "\n";
}
$request = json_encode(['verb' => 'extract_from_file', 'path' => '/etc/hostname']);
echo json_decode($engine->call($request)[1])->code, "\n";

$batch = $engine->batch('{"verb":"extract_from_bytes"}', 1);
for ($given = false; ($event = $batch->wait()) !== null; $given = true) {
    if ($event[0] === 'ask') {
        $given ? $batch->give() : $batch->give(null, '/etc/hostname');
    } elseif ($event[0] === 'result') {
        echo json_decode($event[2])->code, "\n";
    }
}
try {
    new Engine('/etc/cache');
} catch (Throwable $e) {
    echo get_class($e), "\n";
}
?>
--EXPECT--
not_found
not_found
unreadable
not_found
not_found
Exception
