<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\Document;
use OCRFacture\Exception\BaseException;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Native\Engine;
use OCRFacture\OCRFactureAPI;
use OCRFacture\Transport\Call;
use OCRFacture\Transport\Json;
use OCRFacture\Transport\Transport;
use PHPUnit\Framework\TestCase;
use ReflectionProperty;
use stdClass;

/** The cases that every language runs: tests/vectors/verbs. With OCR_FACTURE_URL, a server answers them too. */
final class VectorsTest extends TestCase
{
    private const VECTORS = Documents::ROOT . '/tests/vectors';

    private const VERBS = [
        'extract_from_bytes', 'extract_from_file', 'extract_from_base64', 'parse_facturx', 'check_compliance',
        'check_invoice', 'validate', 'generate_facturx', 'generate_xml', 'convert_to_facturx', 'export', 'validate_vat',
        'languages', 'quota',
    ];

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
            $told = json_decode(self::told($mode, $case->request, $document));
            self::assertFalse(isset($case->error), 'answered, and an error is expected');
            self::assertNull(self::difference($case->answer, $told));
        } catch (OCRFactureException $e) {
            $missing = in_array($e->errorCode(), ['ocr_unavailable', 'language_unavailable'], true);
            if (isset($case->needs) && $missing && $e->errorCode() !== ($case->error->code ?? null)) {
                self::markTestSkipped('not run: needs ' . implode(', ', $case->needs));
            }
            self::assertTrue(isset($case->error), "{$e->errorCode()} {$e->getMessage()}");
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

    private static function told(string $mode, mixed $request, ?string $document): string
    {
        if ($mode === 'local' && !in_array($request->verb ?? '', self::VERBS, true)) {
            // What the package cannot say is said to the engine.
            [$ok, $told] = (new Engine())->call(Call::json($request), $document);
            return $ok ? $told : throw BaseException::ofJson($told);
        }
        return self::transport($mode)->call(self::call($request, $document));
    }

    private static function transport(string $mode): Transport
    {
        static $made = [];
        $key = getenv('OCR_FACTURE_API_KEY') ?: null;
        $api = $made[$mode] ??= $mode === 'local' ? new OCRFactureAPI()
            : new OCRFactureAPI((string) getenv('OCR_FACTURE_URL'), $key);
        return (new ReflectionProperty($api, 'transport'))->getValue($api);
    }

    /** The call as the package makes it of a request. */
    private static function call(stdClass $request, ?string $document): Call
    {
        $parts = (array) $request;
        $verb = $parts['verb'];
        unset($parts['verb']);
        $file = $document === null ? null : Document::bytes((string) file_get_contents($document), $document);
        if ($verb === 'extract_from_file') {
            $file = Document::file($parts['path'] === '$document' ? (string) $document : $parts['path']);
            $verb = 'extract_from_bytes';
            unset($parts['path']);
        }
        // Parts travel as the case has them, so that bad ones are refused by who reads them.
        $parts = array_map(static fn (mixed $part): Json => new Json(Call::json($part)), $parts);
        return new Call($verb, $file, $parts);
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
