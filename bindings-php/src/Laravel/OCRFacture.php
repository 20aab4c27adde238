<?php

declare(strict_types=1);

namespace OCRFacture\Laravel;

use Illuminate\Support\Facades\Facade;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Model\Model;
use OCRFacture\OCRFactureAPI;
use OCRFacture\Testing\FakeTransport;

/**
 * The verbs, from anywhere: `OCRFacture::extractFromFile($request->file('facture'))`.
 *
 * @method static \OCRFacture\Model\Extraction extractFromFile(string|\SplFileInfo $path, array $options = [])
 * @method static \OCRFacture\Model\Extraction extractFromBytes(mixed $bytes, array $options = [])
 * @method static \OCRFacture\Model\Extraction extractFromBase64(string $text, array $options = [])
 * @method static \Generator batchExtract(iterable $documents, array $options = [], ?int $jobs = null, ?callable $progress = null)
 * @method static \OCRFacture\Model\Extraction parseFacturx(mixed $document, array $options = [])
 * @method static \OCRFacture\Model\Report checkCompliance(mixed $document, array $options = [])
 * @method static \OCRFacture\Model\Report validate(mixed $document, array $options = [])
 * @method static \OCRFacture\Model\Generated generateFacturx(\OCRFacture\Model\Invoice|array $invoice, mixed $pdf = null, array $options = [])
 * @method static string generateXml(\OCRFacture\Model\Invoice|array $invoice, mixed $syntax = null, mixed $profile = null)
 * @method static \OCRFacture\Model\Generated convertToFacturx(mixed $document, array $options = [])
 * @method static string export(iterable $documents, mixed $format = null)
 * @method static \OCRFacture\Model\VatReport validateVat(string $vatNumber)
 * @method static \OCRFacture\Model\Languages languages()
 * @method static \OCRFacture\Model\Quota quota()
 * @method static string mode()
 * @see OCRFactureAPI
 */
final class OCRFacture extends Facade
{
    /**
     * Puts answers of your own in the place of the engine, for a test, and records what is asked: a model or an exception
     * by verb ('extract_from_bytes' for the three that extract), or a callable that is given the call.
     *
     * @param array<string, Model|OCRFactureException|string|callable> $answers
     */
    public static function fake(array $answers = []): FakeTransport
    {
        $fake = new FakeTransport($answers);
        static::swap(new OCRFactureAPI(transport: $fake));
        self::getFacadeApplication()->instance(OCRFactureAPI::class, self::getFacadeRoot());
        return $fake;
    }

    protected static function getFacadeAccessor(): string
    {
        return OCRFactureAPI::class;
    }
}
