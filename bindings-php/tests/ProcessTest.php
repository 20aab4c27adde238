<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\Document;
use OCRFacture\Http\Psr18Http;
use PHPUnit\Framework\TestCase;

/** What is about the whole process: signals, time limits, forks, leaks, no extension. */
final class ProcessTest extends TestCase
{
    /** A document that takes seconds to judge or read, whatever the machine. */
    private const LONG = 'while (true) { $api->validate($document, ["all" => true]); }';

    private static function script(string $code): string
    {
        $path = Documents::folder() . '/script.php';
        file_put_contents($path, '<?php require ' . var_export(__DIR__ . '/bootstrap.php', true) . ";\n"
            . '$api = new OCRFacture\OCRFactureAPI(); $path = __DIR__ . "/facturx.pdf";'
            . '$document = OCRFacture\Document::file($path);' . "\n$code\n");
        return $path;
    }

    public function testASignalIsHeardInTheMiddleOfABatchThatWaits(): void
    {
        if (!extension_loaded('pcntl')) {
            self::markTestSkipped('not run: pcntl is not installed');
        }
        // A handler that throws, and one that does not: the work goes on after it.
        [$status, $out, $err] = Documents::php([self::script(<<<'PHP'
            pcntl_async_signals(true);
            $heard = 0;
            pcntl_signal(SIGUSR1, function () use (&$heard) { $heard++; });
            pcntl_signal(SIGALRM, fn () => throw new RuntimeException('stop'));
            $killer = proc_open(['sh', '-c', 'sleep 0.3; kill -USR1 ' . getmypid()], [], $pipes);
            pcntl_alarm(1);
            $native = new OCRFacture\Native\Engine();
            $batch = $native->batch('{"verb":"extract_from_bytes"}', 1);
            $endless = function () use ($path) { while (true) { yield $path; } };
            try {
                foreach ($api->batchExtract($endless(), jobs: 1) as $item) { $last = $item; }
            } catch (RuntimeException $e) {
                echo $e->getMessage(), ' ', $heard, ' ', $last->ok() ? 'ok' : 'no', "\n";
            }
            // The native call itself hears one: nothing is given to this batch, so it waits for ever.
            pcntl_alarm(1);
            $started = microtime(true);
            $event = $batch->wait();
            try { while ($batch->wait() !== null); echo 'ended'; }
            catch (RuntimeException $e) { echo $e->getMessage(), ' ', microtime(true) - $started < 3 ? 'soon' : 'late', "\n"; }
            echo $api->parseFacturx($path)->invoice->number, "\n";
            PHP)]);
        self::assertSame("stop 1 ok\nstop soon\nFA-2026-0042\n", $out, $err);
        self::assertSame(0, $status);
    }

    public function testTheTimeOfAScriptEndsItsWork(): void
    {
        $started = microtime(true);
        $endless = 'function endless($path) { while (true) { yield $path; } }'
            . 'foreach ($api->batchExtract(endless($path)) as $item) {}';
        foreach ([self::LONG, $endless] as $code) {
            [$status, $out, $err] = Documents::php(['-d', 'max_execution_time=1', self::script($code)]);
            self::assertNotSame(0, $status);
            self::assertStringContainsString('Maximum execution time of 1 second', $out . $err);
        }
        // One second of processor each, on a machine that may be busy.
        self::assertLessThan(120, microtime(true) - $started);
    }

    public function testAFatalErrorInAHandlerLeavesNothingRunning(): void
    {
        if (!extension_loaded('pcntl')) {
            self::markTestSkipped('not run: pcntl is not installed');
        }
        [$status, $out, $err] = Documents::php(['-d', 'memory_limit=64M', self::script(<<<'PHP'
            pcntl_async_signals(true);
            pcntl_signal(SIGALRM, function () { str_repeat('x', 1 << 28); });
            register_shutdown_function(function () { echo "shut down\n"; });
            pcntl_alarm(1);
            $batch = (new OCRFacture\Native\Engine())->batch('{"verb":"extract_from_bytes"}', 1);
            while ($batch->wait() !== null);
            PHP)]);
        self::assertSame(255, $status, $err);
        self::assertStringContainsString('shut down', $out);
    }

    public function testAForkIsToldRatherThanHung(): void
    {
        if (!extension_loaded('pcntl')) {
            self::markTestSkipped('not run: pcntl is not installed');
        }
        [$status, $out] = Documents::php([self::script(<<<'PHP'
            if (pcntl_fork() === 0) { echo $api->parseFacturx($path)->invoice->number, "\n"; exit; }
            pcntl_wait($s);
            echo $api->parseFacturx($path)->invoice->number, "\n";
            if (pcntl_fork() === 0) {
                try { $api->parseFacturx($path); } catch (OCRFacture\Exception\InternalException $e) { echo "told\n"; }
                foreach ($api->batchExtract([]) as $x);
                exit;
            }
            pcntl_wait($s);
            PHP)]);
        self::assertStringStartsWith("FA-2026-0042\nFA-2026-0042\ntold\n", $out);
    }

    public function testTenThousandCallsLeakNothing(): void
    {
        $api = Documents::api();
        $xml = Document::bytes((string) file_get_contents(Documents::ROOT . '/tests/vectors/xml/full/cii.xml'));
        $bad = Document::bytes('%PDF');
        $resident = static function (): int {
            preg_match('/^VmRSS:\s+(\d+) kB/m', (string) @file_get_contents('/proc/self/status'), $found);
            return (int) ($found[1] ?? 0);
        };
        $round = static function (int $calls) use ($api, $xml, $bad): void {
            for ($call = 0; $call < $calls; $call++) {
                try {
                    $api->parseFacturx($call % 4 === 0 ? $xml : $bad);
                } catch (\OCRFacture\Exception\OCRFactureException) {
                }
            }
        };
        $round(1000);
        gc_collect_cycles();
        [$before, $php] = [$resident(), memory_get_usage()];
        $round(10_000);
        gc_collect_cycles();
        self::assertLessThan(64 * 1024, memory_get_usage() - $php);
        self::assertLessThan(8 * 1024, $resident() - $before, 'kB');
    }

    public function testWithoutTheExtension(): void
    {
        $bootstrap = var_export(__DIR__ . '/bootstrap.php', true);
        $code = "require $bootstrap; try { new OCRFacture\\OCRFactureAPI(); }"
            . 'catch (OCRFacture\Exception\ExtensionMissingException $e) { echo $e->errorCode(), " ", $e->getMessage(); }';
        [, $out, $err] = Documents::run([PHP_BINARY, '-n', '-r', $code]);
        self::assertStringContainsString('extension_missing', $out, $err);
        self::assertStringContainsString('pie install ocr-facture/ext-ocr-facture', $out);

        // A server is enough; ext-curl or a PSR-18 client carries.
        $told = Documents::api()->extractFromBytes(Documents::pdf())->toJson();
        $server = new ScriptedServer([['status' => 200, 'body' => $told]]);
        $code = "require $bootstrap; \$api = OCRFacture\\OCRFactureAPI::fromEnvironment();"
            . 'echo extension_loaded("ocr_facture") ? "loaded" : "", $api->mode(), " ",'
            . '$api->extractFromBytes("%PDF")->invoice->number;';
        $environment = ['OCR_FACTURE_URL' => $server->url, 'OCR_FACTURE_API_KEY' => 'k', 'PATH' => (string) getenv('PATH')];
        [, $out, $err] = Documents::run([PHP_BINARY, '-r', $code], null, $environment);
        self::assertSame('remote FA-2026-0042', $out, $err);
        self::assertSame('Bearer k', $server->asked()[0]['headers']['authorization']);
    }

    public function testAClientOfPsr18(): void
    {
        if (!class_exists('GuzzleHttp\Client') && !is_file('/usr/share/php/GuzzleHttp/autoload.php')) {
            self::markTestSkipped('not run: Guzzle is not installed');
        }
        require_once '/usr/share/php/GuzzleHttp/autoload.php';
        $told = Documents::api()->extractFromBytes(Documents::pdf())->toJson();
        $server = new ScriptedServer([['status' => 500], ['status' => 200, 'body' => $told]]);
        $client = new \GuzzleHttp\Client(['http_errors' => false]);
        $api = new \OCRFacture\OCRFactureAPI($server->url, httpClient: $client);
        self::assertSame($told, $api->extractFromBytes('%PDF')->toJson());
        self::assertStringContainsString("\r\n\r\n%PDF\r\n", $server->asked()[1]['body']);
        $this->expectException(\OCRFacture\Exception\NetworkException::class);
        (new Psr18Http($client))->send('GET', 'http://127.0.0.1:1', [], '', null);
    }
}
