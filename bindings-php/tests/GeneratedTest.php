<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\Exception\BaseException;
use OCRFacture\Exception\Classes;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Generate\Stub;
use OCRFacture\Model\Extraction;
use OCRFacture\Model\Model;
use OCRFacture\OCRFactureAPI;
use PHPUnit\Framework\TestCase;
use ReflectionClass;

use function OCRFacture\Generate\drawn;

require_once __DIR__ . '/../generate.php';
require_once __DIR__ . '/../generate/Stub.php';

/** The types are what the schema makes them, and hold what the engine answers. */
final class GeneratedTest extends TestCase
{
    public function testTheTypesAreUpToDate(): void
    {
        $drawn = drawn();
        foreach ($drawn as $name => $text) {
            self::assertStringEqualsFile(__DIR__ . "/../src/$name", $text, 'run bindings-php/generate.php');
        }
        // And none is left of what is no more.
        foreach (['Model', 'Option', 'Enum', 'Exception'] as $folder) {
            foreach (glob(__DIR__ . "/../src/$folder/*.php") as $path) {
                $drew = str_contains((string) file_get_contents($path), '// Drawn from docs/schema');
                self::assertSame($drew, isset($drawn[$folder . '/' . basename($path)]), $path);
            }
        }
    }

    public function testTheStubIsTheExtension(): void
    {
        self::assertStringEqualsFile(__DIR__ . '/../extension/ocr_facture.stub.php', Stub::text());
    }

    public function testOneVersion(): void
    {
        $manifest = static fn (string $path): string => preg_match(
            '/^version = "(.+)"$/m',
            (string) file_get_contents(Documents::ROOT . "/$path"),
            $found,
        ) === 1 ? $found[1] : '';
        self::assertSame($manifest('Cargo.toml'), OCRFactureAPI::VERSION);
        self::assertSame($manifest('Cargo.toml'), $manifest('bindings-php/extension/Cargo.toml'));
        self::assertSame($manifest('Cargo.toml'), phpversion('ocr_facture'));
    }

    public function testTheClassesHoldEveryFieldOfEveryAnswer(): void
    {
        $api = Documents::api();
        $answers = [
            $api->extractFromBytes(Documents::pdf(), ['text' => true]),
            $api->checkCompliance(\OCRFacture\Document::bytes(Documents::pdf()), ['all' => true]),
            $api->generateFacturx(Documents::invoice()),
        ];
        $examples = glob(Documents::ROOT . '/tests/vectors/xml/full/*.xml');
        self::assertNotSame([], $examples);
        foreach ($examples as $path) {
            $answers[] = $api->parseFacturx($path);
            $answers[] = $api->validate($path, ['all' => true]);
        }
        foreach ($answers as $answer) {
            $class = $answer::class;
            // Through every typed property and back: nothing is lost, nothing is added.
            $again = $class::fromArray($answer->toArray());
            self::assertNull((new ReflectionClass($class))->getProperty('told')->getValue($again));
            self::assertSame(self::sorted(json_decode($answer->toJson())), self::sorted(json_decode($again->toJson())));
            self::assertEquals($again, $class::fromArray(json_decode($again->toJson(), true)));
        }
    }

    public function testAnAnswerOfALaterVersionIsKept(): void
    {
        $told = Documents::api()->extractFromBytes(Documents::pdf())->toArray();
        $text = json_encode(['later' => [1]] + $told);
        $later = Extraction::fromJson($text);
        self::assertSame($text, $later->toJson());
        self::assertSame('228.00', $later->invoice->totals->gross);
    }

    public function testAValueNeverChangesAndIsMadeAnew(): void
    {
        $invoice = Documents::api()->extractFromBytes(Documents::pdf())->invoice;
        $other = $invoice->with(number: 'F2');
        self::assertSame(['FA-2026-0042', 'F2'], [$invoice->number, $other->number]);
        self::assertEquals($invoice->seller, $other->seller);
        $result = Documents::api()->extractFromBytes(Documents::pdf())->with(text: 'x');
        self::assertSame('x', json_decode($result->toJson())->text);
        $this->expectException(\Error::class);
        $invoice->number = 'F3';
    }

    public function testEveryCodeHasItsClass(): void
    {
        foreach (Classes::OF as $code => $class) {
            $error = BaseException::of(['code' => $code, 'message' => 'm', 'context' => ['a' => 'b']]);
            self::assertInstanceOf($class, $error);
            self::assertInstanceOf(OCRFactureException::class, $error);
            self::assertSame([$code, 'm', ['a' => 'b']], [$error->errorCode(), $error->getMessage(), $error->context()]);
        }
        $unknown = BaseException::of(['code' => 'later', 'message' => 'm']);
        self::assertSame('later', $unknown->errorCode());
        self::assertSame(BaseException::class, $unknown::class);
    }

    /** Values with their keys in one order; a float and an integer are one number. */
    private static function sorted(mixed $value): mixed
    {
        if ($value instanceof \stdClass) {
            $value = (array) $value;
            ksort($value);
            return ['{}' => array_map(self::sorted(...), $value)];
        }
        return is_array($value) ? array_map(self::sorted(...), $value) : (is_int($value) ? (float) $value : $value);
    }
}
