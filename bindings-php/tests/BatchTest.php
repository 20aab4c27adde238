<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\BatchProgress;
use OCRFacture\Document;
use OCRFacture\Exception\InvalidInvoiceException;
use OCRFacture\Exception\ValidationException;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class BatchTest extends TestCase
{
    public function testResultsComeInTheOrderOfTheDocumentsEachWithItsError(): void
    {
        $folder = Documents::folder();
        $seen = [];
        $documents = [
            "$folder/facture.pdf",
            "$folder/nowhere.pdf",
            'given' => Document::bytes(Documents::facturx()),
            12,
            Document::bytes('%PDF-1.7 nothing'),
            'php://stdin',
            new \SplFileInfo("$folder/facturx.pdf"),
        ];
        $progress = static function (BatchProgress $at) use (&$seen): void {
            $seen[] = [$at->done, $at->total];
        };
        $told = [];
        foreach (Documents::api()->batchExtract($documents, jobs: 2, progress: $progress) as $index => $item) {
            self::assertSame($index, $item->index);
            $told[$item->name] = $item->ok() ? $item->unwrap()->invoice->number : $item->error->errorCode();
        }
        self::assertSame([
            "$folder/facture.pdf" => 'FA-2026-0042',
            "$folder/nowhere.pdf" => 'not_found',
            'given' => 'FA-2026-0042',
            'document-4' => 'invalid_input',
            'document-5' => 'unreadable',
            'php://stdin' => 'invalid_input',
            "$folder/facturx.pdf" => 'FA-2026-0042',
        ], $told);
        self::assertSame([7, 7], end($seen));
        self::assertCount(7, $seen);
    }

    public function testDocumentsAreTakenAsTheyAreNeeded(): void
    {
        $taken = 0;
        $endless = static function () use (&$taken): iterable {
            for (;; $taken++) {
                yield "page-$taken" => Document::bytes(Documents::facturx());
            }
        };
        foreach (Documents::api()->batchExtract($endless(), jobs: 1) as $item) {
            if ($item->index === 20) {
                break;
            }
        }
        self::assertLessThan(40, $taken);
        self::assertSame('page-20', $item->name);
    }

    public function testAnErrorOfTheCallerEndsTheBatch(): void
    {
        $broken = static function (): iterable {
            yield Document::bytes(Documents::facturx());
            throw new RuntimeException('mine');
        };
        try {
            iterator_to_array(Documents::api()->batchExtract($broken()));
            self::fail();
        } catch (RuntimeException $e) {
            self::assertSame('mine', $e->getMessage());
        }
        $this->expectException(ValidationException::class);
        iterator_to_array(Documents::api()->batchExtract([Document::bytes('x')], ['langage' => 'fra']));
    }

    public function testUnwrapThrows(): void
    {
        $item = new \OCRFacture\BatchItem(0, 'a', null, new InvalidInvoiceException('no'));
        $this->expectException(InvalidInvoiceException::class);
        $item->unwrap();
    }
}
