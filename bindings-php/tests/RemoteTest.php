<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\Document;
use OCRFacture\Enum\Format;
use OCRFacture\Exception\AuthException;
use OCRFacture\Exception\InvalidInvoiceException;
use OCRFacture\Exception\NetworkException;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Exception\QuotaException;
use OCRFacture\Exception\ServerException;
use OCRFacture\Exception\TimeoutException;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Http\CurlHttp;
use OCRFacture\OCRFactureAPI;
use OCRFacture\Transport\RemoteTransport;
use OCRFacture\Transport\Session;
use PHPUnit\Framework\TestCase;
use Psr\Log\AbstractLogger;
use Psr\Log\NullLogger;

/** The client of the wire, in pure PHP, before a server that answers what the test tells it to. */
final class RemoteTest extends TestCase
{
    /** @var list<float> */
    private array $waits = [];

    /** @param list<array<string, mixed>> $replies */
    private function client(?ScriptedServer &$server, array $replies, int $retries = 2, float $timeout = 10): OCRFactureAPI
    {
        $server = new ScriptedServer($replies);
        $sleep = function (float $seconds): void {
            $this->waits[] = $seconds;
        };
        $session = new Session(new CurlHttp(), $server->url, 'key-1', $timeout, $retries, new NullLogger(), $sleep);
        return new OCRFactureAPI(transport: new RemoteTransport($session));
    }

    /** @return array<string, mixed> */
    private static function answer(): array
    {
        return ['status' => 200, 'body' => Documents::api()->extractFromBytes(Documents::pdf())->toJson()];
    }

    public function testEveryVerbOnTheWire(): void
    {
        $api = $this->client($server, [self::answer()]);
        $pdf = Document::bytes('%PDF', "a\"b\r\n/../facture.pdf");
        $quiet = static function (callable $verb): void {
            try {
                $verb();
            } catch (\Throwable) {
                // The answer is that of another verb.
            }
        };
        $told = $api->extractFromBytes(Document::bytes('%PDF'), ['text' => true])->toJson();
        self::assertSame(self::answer()['body'], $told);
        $api->extractFromBase64('JVBERg==', ['pages' => [1]]);
        $api->parseFacturx($pdf);
        foreach (
            [
                static fn () => $api->validate($pdf, ['all' => true]),
                static fn () => $api->checkCompliance($pdf),
                static fn () => $api->checkCompliance(['number' => 'F1']),
                static fn () => $api->generateFacturx(['number' => 'F1'], $pdf, ['profile' => 'basic']),
                static fn () => $api->generateFacturx(['number' => 'F1']),
                static fn () => $api->generateXml(['number' => 'F1'], 'ubl'),
                static fn () => $api->convertToFacturx($pdf),
                static fn () => $api->export([], Format::Csv),
                static fn () => $api->validateVat('FR1'),
                static fn () => $api->quota(),
            ] as $verb
        ) {
            $quiet($verb);
        }
        $asked = $server->asked();
        self::assertSame([
            '/v1/ocr/upload', '/v1/ocr/base64', '/v1/facturx/parse', '/v1/facturx/validate', '/v1/compliance/check',
            '/v1/compliance/check', '/v1/facturx/generate', '/v1/facturx/generate', '/v1/facturx/xml',
            '/v1/facturx/convert', '/v1/export', '/v1/compliance/validate-vat', '/v1/quota',
        ], array_column($asked, 'path'));
        self::assertSame('GET', array_pop($asked)['method']);
        self::assertSame(['POST'], array_values(array_unique(array_column($asked, 'method'))));
        $keys = array_column(array_column($asked, 'headers'), 'idempotency-key');
        self::assertSame(count($asked), count(array_unique($keys)));
        self::assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/', $keys[0]);
        self::assertSame('Bearer key-1', $asked[0]['headers']['authorization']);
        self::assertStringContainsString("name=\"options\"\r\n\r\n{\"text\":true}\r\n", $asked[0]['body']);
        self::assertStringContainsString("\r\n\r\n%PDF\r\n--", $asked[0]['body']);
        self::assertSame('{"document":"JVBERg==","options":{"pages":[1]}}', $asked[1]['body']);
        self::assertStringContainsString('filename="facture.pdf"', $asked[2]['body']);
        self::assertSame('{"invoice":{"number":"F1"}}', $asked[5]['body']);
        self::assertStringContainsString("name=\"invoice\"\r\n\r\n{\"number\":\"F1\"}\r\n", $asked[6]['body']);
        self::assertSame(
            '{"invoice":{"number":"F1"},"syntax":"ubl","profile":"en16931"}',
            $asked[8]['body'],
        );
        self::assertSame('{"format":"csv","documents":[]}', $asked[10]['body']);
    }

    public function testAsksAgainWithTheSameKey(): void
    {
        $replies = [
            ['drop' => true],
            ScriptedServer::problem(503, 'unavailable', ['Retry-After' => '3']),
            ScriptedServer::problem(429, 'rate_limited', ['Retry-After' => '1']),
            ScriptedServer::problem(409, 'conflict'),
            ['status' => 408],
            ['status' => 502, 'body' => '<html>'],
            self::answer(),
        ];
        $api = $this->client($server, $replies, 6);
        self::assertSame('FA-2026-0042', $api->extractFromBytes('%PDF')->invoice->number);
        $asked = $server->asked();
        self::assertCount(7, $asked);
        self::assertCount(1, array_unique(array_column(array_column($asked, 'headers'), 'idempotency-key')));
        self::assertCount(1, array_unique(array_column($asked, 'body')));
        self::assertSame([3.0, 1.0], [$this->waits[1], $this->waits[2]]);
        self::assertLessThanOrEqual(0.5, $this->waits[0]);
        self::assertLessThanOrEqual(4, $this->waits[3]);
    }

    public function testJitterIsFull(): void
    {
        $seen = [];
        for ($round = 0; $round < 8; $round++) {
            $this->waits = [];
            try {
                $this->client($server, [['status' => 500]], 2)->extractFromBytes('%PDF');
            } catch (ServerException) {
            }
            self::assertCount(2, $this->waits);
            array_push($seen, ...$this->waits);
        }
        self::assertGreaterThan(14, count(array_unique($seen)));
    }

    public function testWhatAskingAgainDoesNotChangeIsNotAskedAgain(): void
    {
        $more = ['errors' => [
            ['path' => 'seller.name', 'code' => 'required', 'message_fr' => 'fr', 'message_en' => 'en'],
        ], 'context' => ['profile' => 'basic']];
        $refused = ScriptedServer::problem(422, 'invalid_invoice', ['X-Request-ID' => 'other'], $more);
        $api = $this->client($server, [$refused]);
        try {
            $api->generateFacturx(['number' => 'F1']);
            self::fail();
        } catch (InvalidInvoiceException $e) {
            self::assertSame('message', $e->getMessage());
            self::assertSame('seller.name', $e->reasons()[0]->path);
            self::assertSame('basic', $e->context()['profile']);
            self::assertSame([422, 'req-1', null], [$e->status(), $e->requestId(), $e->retryAfter()]);
        }
        self::assertCount(1, $server->asked());
        foreach (
            [
                [ScriptedServer::problem(401, 'unauthorized'), AuthException::class],
                [['status' => 401, 'body' => 'no'], AuthException::class],
                [ScriptedServer::problem(429, 'quota_exceeded', ['Retry-After' => '86400']), QuotaException::class],
                [['status' => 302, 'headers' => ['Location' => 'https://example.org/']], ServerException::class],
                [['status' => 200, 'body' => '<html>'], ServerException::class],
            ] as [$reply, $class]
        ) {
            $api = $this->client($server, [$reply]);
            try {
                $api->extractFromBytes('%PDF');
                self::fail($class);
            } catch (OCRFactureException $e) {
                self::assertInstanceOf($class, $e);
            }
            self::assertCount(1, $server->asked(), $class);
        }
        self::assertSame([], $this->waits);
    }

    public function testGivesUp(): void
    {
        try {
            $this->client($server, [['drop' => true]], 1)->extractFromBytes('%PDF');
            self::fail();
        } catch (NetworkException $e) {
            self::assertCount(2, $server->asked());
            self::assertTrue($e->isRetryable());
        }
        $started = microtime(true);
        try {
            $this->client($server, [['status' => 200, 'delay' => 5]], 2, 0.3)->extractFromBytes('%PDF');
            self::fail();
        } catch (TimeoutException $e) {
            self::assertLessThan(2, microtime(true) - $started);
        }
        $this->expectException(NetworkException::class);
        (new OCRFactureAPI('http://127.0.0.1:1', maxRetries: 0))->extractFromBytes('%PDF');
    }

    public function testABatchTravelsTogether(): void
    {
        $result = json_decode(self::answer()['body']);
        $rows = array_fill(0, 9, ['name' => 'x', 'result' => $result]);
        $rows[3] = ['name' => 'x', 'error' => ['code' => 'encrypted', 'message' => 'm', 'context' => ['a' => 'b']]];
        $replies = [['status' => 200, 'body' => json_encode(['results' => $rows])], self::answer()];
        $api = $this->client($server, $replies);
        $documents = ['nowhere.pdf', ...array_fill(0, 10, Document::bytes('%PDF'))];
        $items = iterator_to_array($api->batchExtract($documents));
        self::assertCount(11, $items);
        self::assertSame('not_found', $items[0]->error->errorCode());
        self::assertSame(['a' => 'b'], array_diff_key($items[4]->error->context(), ['status' => 0]));
        self::assertSame('encrypted', $items[4]->error->errorCode());
        self::assertEquals($result, json_decode($items[5]->unwrap()->toJson()));
        self::assertSame(['/v1/ocr/batch', '/v1/ocr/upload'], array_column($server->asked(), 'path'));
    }

    public function testWhatIsTooMuchTogetherGoesAlone(): void
    {
        $replies = [ScriptedServer::problem(413, 'too_large'), self::answer(), ScriptedServer::problem(422, 'encrypted')];
        $api = $this->client($server, $replies);
        $items = iterator_to_array($api->batchExtract([Document::bytes('%PDF'), Document::bytes('%PDF')]));
        self::assertTrue($items[0]->ok());
        self::assertSame('encrypted', $items[1]->error->errorCode());
        $all = $this->client($server, [ScriptedServer::problem(401, 'unauthorized')]);
        foreach ($all->batchExtract([Document::bytes('%PDF'), Document::bytes('%PDF')]) as $item) {
            self::assertSame('unauthorized', $item->error->errorCode());
        }
    }

    public function testAKeyIsSeenNowhere(): void
    {
        $logger = new class extends AbstractLogger {
            public string $text = '';

            public function log($level, $message, array $context = []): void
            {
                $this->text .= "$level $message " . json_encode($context) . "\n";
            }
        };
        $server = new ScriptedServer([['status' => 500], ['status' => 401, 'body' => 'no']]);
        $api = new OCRFactureAPI($server->url, 'canary-key', logger: $logger);
        ob_start();
        var_dump($api);
        print_r($api);
        debug_zval_refcount_free($api);
        $shown = (string) ob_get_clean();
        try {
            $api->extractFromBytes('canary-document', ['language' => 'fra']);
            self::fail();
        } catch (OCRFactureException $e) {
            $shown .= $e . print_r($e, true) . $logger->text;
        }
        try {
            new OCRFactureAPI($server->url, "canary-key\r\nX: y");
            self::fail();
        } catch (ValidationException $e) {
            $shown .= $e . print_r($e->getTrace(), true);
        }
        self::assertStringNotContainsString('canary', $shown);
        self::assertStringContainsString('"code":"unauthorized"', $logger->text);
        self::assertStringContainsString('warning', $logger->text);
        $this->expectException(\Throwable::class);
        serialize($api);
    }

    public function testAnAddressIsOne(): void
    {
        foreach (['ocr.example.org', 'ftp://a', 'https://u:p@a', 'https://a?b', 'https://'] as $url) {
            try {
                new OCRFactureAPI($url);
                self::fail($url);
            } catch (ValidationException) {
                self::addToAssertionCount(1);
            }
        }
    }
}

/** var_export shows private properties, where nothing says no. */
function debug_zval_refcount_free(object $value): void
{
    try {
        var_export($value);
    } catch (\Throwable) {
    }
}
