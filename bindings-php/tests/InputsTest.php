<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use GuzzleHttp\Psr7\UploadedFile as GuzzleUpload;
use Nyholm\Psr7\Stream;
use OCRFacture\Document;
use OCRFacture\Exception\NotFoundException;
use OCRFacture\Exception\TooLargeException;
use OCRFacture\Exception\ValidationException;
use PHPUnit\Framework\TestCase;
use SplFileInfo;

/** A document is what PHP programs have: all give the same answer. */
final class InputsTest extends TestCase
{
    private static string $folder;

    public static function setUpBeforeClass(): void
    {
        self::$folder = Documents::folder();
    }

    /** @return iterable<string, array{callable(string, string): mixed}> of a path and its bytes */
    public function documents(): iterable
    {
        yield 'path' => [static fn ($path, $bytes) => $path];
        yield 'SplFileInfo' => [static fn ($path, $bytes) => new SplFileInfo($path)];
        yield 'stream' => [static fn ($path, $bytes) => fopen($path, 'rb')];
        yield 'memory' => [static function ($path, $bytes) {
            $stream = fopen('php://memory', 'w+b');
            fwrite($stream, $bytes);
            rewind($stream);
            return $stream;
        }];
        yield 'bytes' => [static fn ($path, $bytes) => Document::bytes($bytes)];
        yield 'base64' => [static fn ($path, $bytes) => Document::base64(chunk_split(base64_encode($bytes)))];
        yield 'data' => [static fn ($path, $bytes)
            => Document::base64('data:application/pdf;base64,' . base64_encode($bytes))];
        if (class_exists(Stream::class)) {
            yield 'PSR-7 stream' => [static fn ($path, $bytes) => Stream::create($bytes)];
        }
        if (class_exists(GuzzleUpload::class)) {
            yield 'PSR-7 upload' => [static fn ($path, $bytes)
                => new GuzzleUpload($path, strlen($bytes), UPLOAD_ERR_OK, 'envoi.pdf')];
        }
    }

    /** @dataProvider documents */
    public function testEveryInputIsRead(callable $make): void
    {
        $path = self::$folder . '/facture.pdf';
        $result = Documents::api()->parseFacturx($make(self::$folder . '/facturx.pdf', Documents::facturx()));
        self::assertSame('FA-2026-0042', $result->invoice->number);
        foreach (Documents::api()->batchExtract([$make($path, Documents::pdf())]) as $item) {
            self::assertSame('228.00', $item->unwrap()->invoice->totals->gross);
        }
    }

    public function testTheThreeThatExtract(): void
    {
        $api = Documents::api();
        $path = self::$folder . '/facture.pdf';
        $told = $api->extractFromFile($path)->toJson();
        $base64 = base64_encode(Documents::pdf());
        self::assertSame($told, $api->extractFromFile(new SplFileInfo($path))->toJson());
        self::assertSame($told, $api->extractFromBytes(Documents::pdf())->toJson());
        self::assertSame($told, $api->extractFromBytes(fopen($path, 'rb'))->toJson());
        self::assertSame($told, $api->extractFromBase64($base64)->toJson());
        self::assertSame($told, $api->extractFromBase64("data:application/pdf;base64,$base64")->toJson());
    }

    public function testABytesStringIsNoPath(): void
    {
        foreach ([Documents::pdf(), "facture\0.pdf", 'https://example.org/a.pdf', 'phar://a.phar/b'] as $path) {
            try {
                Documents::api()->validate($path);
                self::fail();
            } catch (ValidationException $e) {
                self::assertStringContainsString('chemin', $e->getMessage());
            }
        }
        $this->expectException(ValidationException::class);
        Documents::api()->validate(12);
    }

    public function testWhatIsNotThereIsNotFound(): void
    {
        try {
            Documents::api()->extractFromFile('/nowhere/facture.pdf');
            self::fail();
        } catch (NotFoundException $e) {
            self::assertSame('/nowhere/facture.pdf', $e->context()['path']);
        }
    }

    public function testAStreamIsNotReadPastTheLimit(): void
    {
        $endless = fopen('/dev/zero', 'rb');
        $before = memory_get_usage();
        try {
            Documents::api()->extractFromBytes($endless, ['limits' => ['bytes' => 1000]]);
            self::fail();
        } catch (TooLargeException $e) {
            self::assertSame(['limit' => 'bytes', 'value' => '1000'], $e->context());
            self::assertLessThan(1_000_000, memory_get_usage() - $before);
        }
    }

    public function testADocumentIsNotShown(): void
    {
        self::assertStringNotContainsString('secret', print_r(Document::bytes('secret', 'a.pdf'), true));
    }
}
