<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\Document;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\OCRFactureAPI;
use OCRFacture\Transport\Call;
use OCRFacture\Transport\Json;
use OCRFacture\Transport\NativeTransport;
use OCRFacture\Transport\RemoteTransport;
use OCRFacture\Transport\Transport;
use PHPUnit\Framework\TestCase;
use ReflectionProperty;
use stdClass;

/** The cases that every language runs: tests/vectors/verbs. With OCR_FACTURE_URL, a server answers them too. */
final class VectorsTest extends TestCase
{
    private const VECTORS = Documents::ROOT . '/tests/vectors';

    /** @return iterable<string, array{?string, string}> */
    public function cases(): iterable
    {
        $paths = glob(self::VECTORS . '/verbs/*/*.json') ?: [];
        foreach (getenv('OCR_FACTURE_URL') ? ['local', 'remote'] : ['local'] as $mode) {
            foreach ($paths as $path) {
                yield "$mode " . basename(dirname($path)) . '/' . basename($path, '.json') => [$path, $mode];
            }
        }
        if ($paths === []) {
            yield 'none' => [null, 'local'];
        }
    }

    /** @dataProvider cases */
    public function testCase(?string $path, string $mode): void
    {
        if ($path === null) {
            self::markTestSkipped('not run: tests/vectors/verbs holds no case');
        }
        $case = json_decode((string) file_get_contents($path), false, 512, JSON_THROW_ON_ERROR);
        if (!in_array($mode, $case->modes ?? ['local', 'remote'], true)) {
            self::addToAssertionCount(1);
            return;
        }
        $document = isset($case->document) ? self::VECTORS . "/documents/$case->document" : null;
        try {
            $told = json_decode(self::transport($mode)->call(self::call($case->request, $document)));
            self::assertObjectNotHasAttribute('error', $case, "answered, and $path expects an error");
            self::assertNull(self::difference($case->answer, $told));
        } catch (OCRFactureException $e) {
            if (isset($case->needs) && in_array($e->errorCode(), ['ocr_unavailable', 'language_unavailable'], true)) {
                self::markTestSkipped('not run: needs ' . implode(', ', $case->needs));
            }
            self::assertObjectHasAttribute('error', $case, "{$e->errorCode()} {$e->getMessage()}");
            self::assertSame($case->error->code, $e->errorCode(), $e->getMessage());
            $told = json_decode(json_encode(['context' => (object) $e->context()] + $e->toArray()));
            foreach (['request_id', 'status', 'retry_after'] as $more) {
                unset($told->context->$more);
            }
            foreach (['message', 'context', 'reasons'] as $field) {
                if (isset($case->error->$field)) {
                    self::assertNull(self::difference($case->error->$field, $told->$field ?? [], $field));
                }
            }
        }
    }

    private static function transport(string $mode): Transport
    {
        static $made = [];
        $key = getenv('OCR_FACTURE_API_KEY') ?: null;
        $api = $made[$mode] ??= $mode === 'local' ? new OCRFactureAPI()
            : new OCRFactureAPI((string) getenv('OCR_FACTURE_URL'), $key);
        $transport = (new ReflectionProperty($api, 'transport'))->getValue($api);
        self::assertInstanceOf($mode === 'local' ? NativeTransport::class : RemoteTransport::class, $transport);
        return $transport;
    }

    /** The call as the package makes it of a request. */
    private static function call(stdClass $request, ?string $document): Call
    {
        $parts = (array) $request;
        $verb = $parts['verb'];
        unset($parts['verb']);
        $file = $document === null ? null : Document::file($document);
        if ($verb === 'extract_from_file') {
            $file = $parts['path'] === '$document' ? $file : Document::file($parts['path']);
            $verb = 'extract_from_bytes';
            unset($parts['path']);
        }
        // Options travel as the case has them, so that bad ones are refused by who reads them.
        $limits = $parts['options']->limits->bytes ?? null;
        $call = new Call($verb, $file, array_map(static fn ($part) => new Json(Call::json($part)), $parts));
        return $limits === null || !is_int($limits) || $limits < 0 ? $call : self::limited($call, $limits);
    }

    private static function limited(Call $call, int $bytes): Call
    {
        $parts = array_map(static fn (string $json) => new Json($json), array_diff_key($call->parts, ['options' => 0]));
        $options = json_decode($call->parts['options']);
        return new Call($call->verb, $call->document, $parts, ['limits' => $options->limits] + (array) $options);
    }

    /** Where two JSON values differ; null where they do not. `{"$sha256": …}` stands for a text by its hash. */
    private static function difference(mixed $expected, mixed $told, string $at = ''): ?string
    {
        if ($expected instanceof stdClass && array_keys((array) $expected) === ['$sha256']) {
            $same = is_string($told) && hash('sha256', $told) === $expected->{'$sha256'};
            return $same ? null : "$at: another text";
        }
        if ($expected instanceof stdClass && $told instanceof stdClass || is_array($expected) && is_array($told)) {
            [$expected, $told] = [(array) $expected, (array) $told];
            foreach ($expected + $told as $key => $_) {
                if (!array_key_exists($key, $expected) || !array_key_exists($key, $told)) {
                    return "$at.$key: " . (array_key_exists($key, $told) ? 'too much' : 'missing');
                }
                $found = self::difference($expected[$key], $told[$key], "$at.$key");
                if ($found !== null) {
                    return $found;
                }
            }
            return null;
        }
        $number = static fn (mixed $value): mixed => is_int($value) ? (float) $value : $value;
        $same = $number($expected) === $number($told);
        return $same ? null : "$at: " . json_encode($expected) . ' expected, ' . json_encode($told) . ' told';
    }
}
