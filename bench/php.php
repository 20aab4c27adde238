<?php

/** What the PHP package costs beside the engine; see README.md. `php -d extension=target/php/ocr_facture.so bench/php.php`. */

declare(strict_types=1);

require dirname(__DIR__) . '/bindings-php/tests/bootstrap.php';

use OCRFacture\Document;
use OCRFacture\Native\Engine;
use OCRFacture\OCRFactureAPI;

const ROOT = __DIR__ . '/..';
const CALLS = 100;
const ROUNDS = 9;
const DOCUMENTS = 1000;

/** Seconds of processor, of every thread. */
function spent(int $who = 0): float
{
    $used = getrusage($who);
    return $used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec'] + ($used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) / 1e6;
}

/** Milliseconds of processor a call, in the best of some rounds. */
function best(callable $call): float
{
    $rounds = [];
    for ($round = 0; $round < ROUNDS; $round++) {
        $before = spent();
        for ($at = 0; $at < CALLS; $at++) {
            $call();
        }
        $rounds[] = (spent() - $before) * 1000 / CALLS;
    }
    return min($rounds);
}

function line(string $name, string $value): void
{
    // Bytes are not letters.
    echo $name, str_repeat(' ', max(1, 62 - mb_strlen($name))), str_pad($value, 12, ' ', STR_PAD_LEFT), "\n";
}

function resident(): int
{
    preg_match('/^VmRSS:\s+(\d+) kB/m', (string) @file_get_contents('/proc/self/status'), $found);
    return (int) ($found[1] ?? 0);
}

echo "PHP package (processor time)\n";
[$api, $engine] = [new OCRFactureAPI(), new Engine()];
$made = $api->generateFacturx(json_decode((string) file_get_contents(ROOT . '/examples/facture.json'), true))->pdf;
// The same page, whose XML nobody finds.
$page = str_replace(['/EmbeddedFiles', '/AF '], ['/NothingAtAll1', '/No '], $made);
$request = '{"verb":"extract_from_bytes"}';
$bare = best(static fn () => $engine->call($request, $page));
line("a page of text: the engine's JSON", sprintf('%.2f ms', $bare));
line('  its result, as typed values', sprintf('+ %.2f ms', best(static fn () => $api->extractFromBytes($page)) - $bare));
line('a call with nothing to do: border, thread, error', sprintf('%.3f ms', best(static fn () => $engine->call($request))));

$documents = static function (int $count) use ($page): Generator {
    for ($at = 0; $at < $count; $at++) {
        yield Document::bytes($page);
    }
};
$read = static function (int $count) use ($api, $documents): void {
    foreach ($api->batchExtract($documents($count)) as $item) {
        $item->unwrap();
    }
};
$read(100);
[$before, $started, $memory] = [spent(), microtime(true), resident()];
$read(DOCUMENTS);
line('batchExtract of ' . DOCUMENTS . ' pages', sprintf('%.2f s', spent() - $before));
line('  a second, on this machine now', sprintf('%d', DOCUMENTS / (microtime(true) - $started)));
line('  memory it adds', sprintf('%+d kB', resident() - $memory));

$command = ROOT . '/target/release/ocr-facture';
if (is_file($command)) {
    $folder = sys_get_temp_dir() . '/ocr-facture-bench-' . getmypid();
    mkdir($folder);
    for ($at = 0; $at < DOCUMENTS; $at++) {
        file_put_contents(sprintf('%s/%04d.pdf', $folder, $at), $page);
    }
    [$before, $started] = [spent(1), microtime(true)];
    exec(escapeshellarg($command) . ' extract --ndjson --quiet ' . escapeshellarg($folder) . ' > /dev/null');
    line('  the same by the Rust command', sprintf('%.2f s', spent(1) - $before));
    line('  a second', sprintf('%d', DOCUMENTS / (microtime(true) - $started)));
    array_map('unlink', glob("$folder/*"));
    rmdir($folder);
}
$made = ROOT . '/target/php/ocr_facture.so';
is_file($made) && line('ocr_facture.so', sprintf('%.1f MB', filesize($made) / 1e6));
