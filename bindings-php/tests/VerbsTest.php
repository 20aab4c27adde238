<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use DateTimeImmutable;
use OCRFacture\Document;
use OCRFacture\Enum\Format;
use OCRFacture\Enum\Profile;
use OCRFacture\Enum\Syntax;
use OCRFacture\Exception\InvalidInvoiceException;
use OCRFacture\Exception\TimeoutException;
use OCRFacture\Exception\TooLargeException;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Model\Address;
use OCRFacture\Model\Invoice;
use OCRFacture\Model\Line;
use OCRFacture\Model\LineVat;
use OCRFacture\Model\Party;
use OCRFacture\Option\CheckOptions;
use OCRFacture\Option\ExtractOptions;
use OCRFacture\Option\GenerateOptions;
use OCRFacture\Option\Limits;
use PHPUnit\Framework\TestCase;

final class VerbsTest extends TestCase
{
    public function testExtracts(): void
    {
        $result = Documents::api()->extractFromBytes(Documents::pdf(), new ExtractOptions(pages: [1], text: true));
        self::assertSame('FA-2026-0042', $result->invoice->number);
        self::assertSame('228.00', $result->invoice->totals->gross);
        self::assertEquals(new DateTimeImmutable('2026-11-02 UTC'), $result->invoice->issueDate);
        self::assertSame('pdf_text', $result->document->kind);
        self::assertStringContainsString('FA-2026-0042', (string) $result->text);
        $evidence = $result->fields['totals.gross'];
        self::assertSame([1, 'text'], [$evidence->page, $evidence->origin]);
        self::assertGreaterThan($evidence->box->left, $evidence->box->right);
    }

    public function testOptionsAreAnObjectOrAnArray(): void
    {
        $api = Documents::api();
        $object = new ExtractOptions(text: true, limits: new Limits(bytes: 1_000_000));
        $array = ['text' => true, 'limits' => ['bytes' => 1_000_000]];
        $told = $api->extractFromBytes(Documents::pdf(), $object)->toJson();
        self::assertSame($told, $api->extractFromBytes(Documents::pdf(), $array)->toJson());
        self::assertSame($told, $api->extractFromBytes(Documents::pdf(), $array + ['limits' => []])->toJson());
    }

    public function testAnUnknownOptionIsRefusedByName(): void
    {
        $this->expectException(ValidationException::class);
        $this->expectExceptionMessage('langage');
        Documents::api()->extractFromBytes(Documents::pdf(), ['langage' => 'fra']);
    }

    public function testLimitsAreHeld(): void
    {
        $api = Documents::api();
        foreach (
            [
                [TooLargeException::class, ['limits' => ['bytes' => 10]]],
                [TimeoutException::class, ['timeout' => 0]],
            ] as [$class, $options]
        ) {
            try {
                $api->extractFromBytes(Documents::pdf(), $options);
                self::fail($class);
            } catch (\OCRFacture\Exception\OCRFactureException $e) {
                self::assertInstanceOf($class, $e);
                self::assertSame($class::CODE, $e->errorCode());
            }
        }
    }

    public function testJudges(): void
    {
        $api = Documents::api();
        $report = $api->checkCompliance(Document::bytes(Documents::pdf()), new CheckOptions(
            today: new DateTimeImmutable('2026-11-02'),
            all: true,
        ));
        self::assertSame('2026-11-02', $report->asOf->format('Y-m-d'));
        self::assertNotSame([], $report->findings);
        self::assertTrue($api->validate(Document::bytes(Documents::facturx()))->passed());
        self::assertSame('failed', $api->checkCompliance(['number' => 'F1'])->verdict);
        $bare = $api->checkCompliance(new Invoice(number: 'F1'));
        self::assertFalse($bare->passed());
        self::assertNotSame([], $bare->fatal());
    }

    public function testWritesAnInvoiceOfModels(): void
    {
        $party = static fn (string $name, string $siren): Party => new Party(
            name: $name,
            siren: $siren,
            vatId: 'FR44732829320',
            address: new Address(country: 'FR'),
        );
        $invoice = new Invoice(
            number: 'FA-1',
            issueDate: new DateTimeImmutable('2026-11-02'),
            dueDate: new DateTimeImmutable('2026-12-02'),
            seller: $party('Atelier Dupont', '732829320'),
            buyer: $party('Café du Port', '552713000'),
            lines: [new Line(name: 'Pose', quantity: '2', netPrice: '95.00', vat: new LineVat(rate: '20'))],
        );
        $api = Documents::api();
        $options = new GenerateOptions(
            profile: Profile::Basic,
            now: new DateTimeImmutable('2026-11-02 10:00:00 Europe/Paris'),
        );
        $made = $api->generateFacturx($invoice, options: $options);
        self::assertSame(['basic', 'drawn'], [$made->profile, $made->page]);
        self::assertSame($made->pdf, $api->generateFacturx($invoice, options: $options)->pdf);
        self::assertStringContainsString('20261102090000', strtr($made->pdf, ['D:' => '']));
        $read = $api->parseFacturx(Document::bytes($made->pdf));
        self::assertSame('228.00', $read->invoice->totals->gross);
        self::assertSame($read->invoice->toJson(), Invoice::fromJson($read->invoice->toJson())->toJson());
    }

    public function testSaysAllThatAnInvoiceLacks(): void
    {
        try {
            Documents::api()->generateFacturx(['number' => 'FA-2']);
            self::fail();
        } catch (InvalidInvoiceException $e) {
            $paths = array_map(static fn ($reason) => $reason->path, $e->reasons());
            self::assertContains('seller.name', $paths);
            self::assertNotSame('', $e->reasons()[0]->messageEn);
            self::assertSame($e->toArray()['reasons'][0]['path'], $paths[0]);
        }
    }

    public function testAFloatIsNoAmount(): void
    {
        $this->expectException(ValidationException::class);
        $this->expectExceptionMessage('lines.0.net_price');
        Documents::api()->generateXml(['lines' => [['net_price' => 95.1]]]);
    }

    public function testConvertsAndWritesXml(): void
    {
        $api = Documents::api();
        $made = $api->convertToFacturx(Document::bytes(Documents::pdf()), ['fallback' => 'image']);
        self::assertStringStartsWith('%PDF', $made->pdf);
        self::assertStringContainsString('FA-2026-0042', $made->xml);
        $path = sys_get_temp_dir() . '/ocr-facture-' . bin2hex(random_bytes(4)) . '.pdf';
        $made->save($path);
        self::assertStringEqualsFile($path, $made->pdf);
        unlink($path);
        self::assertStringContainsString('oasis:names', $api->generateXml(Documents::invoice(), Syntax::Ubl));
        self::assertStringContainsString('CrossIndustry', $api->generateXml(Documents::invoice(), 'cii', 'minimum'));
    }

    public function testTellsOfItselfAndOfVatNumbers(): void
    {
        $api = Documents::api();
        self::assertContains('fra', array_map(static fn ($language) => $language->code, $api->languages()->languages));
        self::assertNull($api->quota()->plan);
        self::assertNotEquals($api->validateVat('FR44732829320'), $api->validateVat('FR45732829320'));
    }

    public function testExports(): void
    {
        $api = Documents::api();
        $read = $api->extractFromBytes(Documents::pdf());
        $items = $api->batchExtract(['b' => Document::bytes('%PDF'), 'c' => Document::bytes(Documents::pdf())]);
        $csv = $api->export($items);
        self::assertStringContainsString('b,invalid_input', $csv);
        self::assertStringContainsString('FA-2026-0042', $csv);
        self::assertStringContainsString('"a.pdf"', $api->export(['a.pdf' => $read], Format::Ndjson));
        self::assertStringStartsWith('PK', $api->export([$read], 'xlsx'));
        $this->expectException(ValidationException::class);
        $api->export(['a.pdf']);
    }
}
