<?php

declare(strict_types=1);

namespace OCRFacture;

use Generator;
use OCRFacture\Enum\Format;
use OCRFacture\Enum\Profile;
use OCRFacture\Enum\Syntax;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Exception\ServerException;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Http\CurlHttp;
use OCRFacture\Http\Psr18Http;
use OCRFacture\Model\Extraction;
use OCRFacture\Model\Generated;
use OCRFacture\Model\Invoice;
use OCRFacture\Model\Languages;
use OCRFacture\Model\Quota;
use OCRFacture\Model\Report;
use OCRFacture\Model\VatReport;
use OCRFacture\Option\CheckOptions;
use OCRFacture\Option\ExtractOptions;
use OCRFacture\Option\GenerateOptions;
use OCRFacture\Transport\Call;
use OCRFacture\Transport\Json;
use OCRFacture\Transport\NativeTransport;
use OCRFacture\Transport\RemoteTransport;
use OCRFacture\Transport\Session;
use OCRFacture\Transport\Transport;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Message\StreamInterface;
use Psr\Http\Message\UploadedFileInterface;
use Psr\Log\LoggerInterface;
use Psr\Log\NullLogger;
use SensitiveParameter;
use SplFileInfo;

/**
 * Reads, judges and writes invoices: in this process and offline by the extension `ocr_facture`, or by a server where
 * `baseUrl` is given. Both answer the same. Whatever goes wrong is an `OCRFactureException`.
 *
 * A document is a path, an SplFileInfo (so an upload of Laravel or Symfony), an open stream, an upload of PSR-7, or a
 * `Document`. Options are an object of `OCRFacture\Option`, or an array with the names of the format.
 */
final class OCRFactureAPI
{
    public const VERSION = '0.1.0';

    private readonly Transport $transport;
    private readonly LoggerInterface $logger;

    /**
     * @param ?string $cache folder where what was read is kept, in clear: the same bytes with the same options are read once
     * @param float $timeout seconds one call to the server may take, its retries included
     * @param ?LoggerInterface $logger is told which verbs were done and how long they took; never what a document says
     * @param ?ClientInterface $httpClient speaks to the server; ext-curl where absent
     * @param ?Transport $transport does the verbs instead of all that
     */
    public function __construct(
        ?string $baseUrl = null,
        #[SensitiveParameter] ?string $apiKey = null,
        ?string $cache = null,
        float $timeout = 120.0,
        int $maxRetries = 2,
        ?LoggerInterface $logger = null,
        ?ClientInterface $httpClient = null,
        ?RequestFactoryInterface $requestFactory = null,
        ?StreamFactoryInterface $streamFactory = null,
        ?Transport $transport = null,
    ) {
        $this->logger = $logger ?? new NullLogger();
        if ($transport !== null || $baseUrl === null || $baseUrl === '') {
            $this->transport = $transport ?? new NativeTransport($cache);
            return;
        }
        $http = $httpClient === null ? new CurlHttp() : new Psr18Http($httpClient, $requestFactory, $streamFactory);
        $session = new Session($http, $baseUrl, $apiKey, $timeout, $maxRetries, $this->logger);
        $this->transport = new RemoteTransport($session);
    }

    /** By the variables OCR_FACTURE_URL and OCR_FACTURE_API_KEY; in this process where there is no address. */
    public static function fromEnvironment(?LoggerInterface $logger = null): self
    {
        $read = static fn (string $name): ?string => ($value = getenv($name)) === false ? null : $value;
        return new self($read('OCR_FACTURE_URL'), $read('OCR_FACTURE_API_KEY'), logger: $logger);
    }

    /**
     * Reads the invoice in a file.
     *
     * @param ExtractOptions|array<string, mixed> $options
     */
    public function extractFromFile(string|SplFileInfo $path, ExtractOptions|array $options = []): Extraction
    {
        return $this->extract(Document::file($path), $options);
    }

    /**
     * Reads the invoice in these bytes, or in this open stream.
     *
     * @param string|resource|StreamInterface|UploadedFileInterface $bytes
     * @param ExtractOptions|array<string, mixed> $options
     */
    public function extractFromBytes(mixed $bytes, ExtractOptions|array $options = []): Extraction
    {
        return $this->extract(is_string($bytes) ? Document::bytes($bytes) : Document::of($bytes), $options);
    }

    /**
     * Reads the invoice in this base64 text, or data URI.
     *
     * @param ExtractOptions|array<string, mixed> $options
     */
    public function extractFromBase64(string $text, ExtractOptions|array $options = []): Extraction
    {
        return $this->ask(new Call('extract_from_base64', null, ['text' => $text], $options), Extraction::fromJson(...));
    }

    /**
     * Reads many documents, in an order and memory that do not depend on their number. Taken from a list or from a
     * generator without end, under their path or under the text that is their key. An unreadable one costs only itself.
     *
     * @param iterable<mixed> $documents
     * @param ExtractOptions|array<string, mixed> $options
     * @param ?int $jobs threads that read, one a core when absent; a server decides by itself
     * @param ?callable(BatchProgress): mixed $progress is called as each is done
     * @return Generator<int, BatchItem>
     */
    public function batchExtract(
        iterable $documents,
        ExtractOptions|array $options = [],
        ?int $jobs = null,
        ?callable $progress = null,
    ): Generator {
        $call = new Call('extract_from_bytes', null, [], $options);
        $index = 0;
        foreach ($this->transport->batch($call, $documents, $jobs, $progress) as [$name, $told]) {
            $error = $told instanceof OCRFactureException ? $told : null;
            yield $index => new BatchItem($index, $name, $error === null ? Extraction::fromJson($told) : null, $error);
            $index++;
        }
    }

    /**
     * Reads the XML of an e-invoice (Factur-X, CII, UBL), and nothing of its pages.
     *
     * @param string|SplFileInfo|Document|resource|StreamInterface|UploadedFileInterface $document
     * @param ExtractOptions|array<string, mixed> $options
     */
    public function parseFacturx(mixed $document, ExtractOptions|array $options = []): Extraction
    {
        return $this->ask(new Call('parse_facturx', Document::of($document), [], $options), Extraction::fromJson(...));
    }

    /**
     * Judges any document, or an invoice made by hand, by French law, and an e-invoice by its rulesets.
     *
     * @param string|SplFileInfo|Document|Invoice|array<string, mixed>|resource|StreamInterface $document
     * @param CheckOptions|array<string, mixed> $options
     */
    public function checkCompliance(mixed $document, CheckOptions|array $options = []): Report
    {
        $call = $document instanceof Invoice || is_array($document)
            ? new Call('check_invoice', null, ['invoice' => self::invoice($document)], $options)
            : new Call('check_compliance', Document::of($document), [], $options);
        return $this->ask($call, Report::fromJson(...));
    }

    /**
     * Judges an e-invoice by the official rules.
     *
     * @param string|SplFileInfo|Document|resource|StreamInterface|UploadedFileInterface $document
     * @param CheckOptions|array<string, mixed> $options
     */
    public function validate(mixed $document, CheckOptions|array $options = []): Report
    {
        return $this->ask(new Call('validate', Document::of($document), [], $options), Report::fromJson(...));
    }

    /** Judges a VAT number by what it says of itself; whether it is in use is not looked up. */
    public function validateVat(string $vatNumber): VatReport
    {
        return $this->ask(new Call('validate_vat', null, ['vat_number' => $vatNumber]), VatReport::fromJson(...));
    }

    /** The languages invoices are read in, each with the engines that have a model of it. */
    public function languages(): Languages
    {
        return $this->ask(new Call('languages'), Languages::fromJson(...));
    }

    /** What is left of the plan at a server; in this process there is none. */
    public function quota(): Quota
    {
        return $this->ask(new Call('quota'), Quota::fromJson(...));
    }

    /**
     * Writes the invoice as Factur-X, on this PDF, which is kept, or on a page drawn where there is none.
     *
     * @param Invoice|array<string, mixed> $invoice
     * @param string|SplFileInfo|Document|resource|StreamInterface|UploadedFileInterface|null $pdf
     * @param GenerateOptions|array<string, mixed> $options
     */
    public function generateFacturx(
        Invoice|array $invoice,
        mixed $pdf = null,
        GenerateOptions|array $options = [],
    ): Generated {
        $page = $pdf === null ? null : Document::of($pdf);
        $call = new Call('generate_facturx', $page, ['invoice' => self::invoice($invoice)], $options);
        return $this->ask($call, Generated::fromJson(...));
    }

    /**
     * Writes the invoice as XML alone, CII or UBL.
     *
     * @param Invoice|array<string, mixed> $invoice
     */
    public function generateXml(
        Invoice|array $invoice,
        Syntax|string $syntax = Syntax::Cii,
        Profile|string $profile = Profile::En16931,
    ): string {
        $parts = ['invoice' => self::invoice($invoice), 'syntax' => $syntax, 'profile' => $profile];
        return $this->ask(new Call('generate_xml', null, $parts), static fn (string $told) => self::text($told, 'xml'));
    }

    /**
     * Reads any document and writes it as Factur-X.
     *
     * @param string|SplFileInfo|Document|resource|StreamInterface|UploadedFileInterface $document
     * @param GenerateOptions|array<string, mixed> $options
     */
    public function convertToFacturx(mixed $document, GenerateOptions|array $options = []): Generated
    {
        return $this->ask(new Call('convert_to_facturx', Document::of($document), [], $options), Generated::fromJson(...));
    }

    /**
     * Writes extractions as CSV (a row an invoice, or a row a line), as lines of JSON, or as a workbook.
     *
     * @param iterable<BatchItem|Extraction|OCRFactureException> $documents under their names, where they have some
     */
    public function export(iterable $documents, Format|string $format = Format::Csv): string
    {
        $rows = [];
        foreach ($documents as $key => $one) {
            $path = $one instanceof BatchItem ? $one->name : (is_string($key) ? $key : 'document-' . (count($rows) + 1));
            $told = $one instanceof BatchItem ? $one->result ?? $one->error : $one;
            $rows[] = ['path' => mb_scrub($path, 'UTF-8')] + match (true) {
                $told instanceof Extraction => ['result' => new Json($told->toJson())],
                $told instanceof OCRFactureException
                    => ['error' => ['context' => (object) $told->context()] + $told->toArray()],
                default => throw new ValidationException(
                    'Un document à écrire est un Extraction, un BatchItem ou une erreur, pas : '
                        . get_debug_type($told) . '.'
                ),
            };
        }
        $rows = array_map(static fn (array $row) => Call::object(array_map(Call::json(...), $row)), $rows);
        $parts = ['format' => $format, 'documents' => new Json('[' . implode(',', $rows) . ']')];
        $bytes = static fn (string $told): string => (string) base64_decode(self::text($told, 'data'), true);
        return $this->ask(new Call('export', null, $parts), $bytes);
    }

    /** `local`, in this process, or `remote`. */
    public function mode(): string
    {
        return $this->transport->mode();
    }

    /** @return array<string, mixed> for var_dump: no key, no document */
    public function __debugInfo(): array
    {
        return ['mode' => $this->mode()];
    }

    /** @param ExtractOptions|array<string, mixed> $options */
    private function extract(Document $document, ExtractOptions|array $options): Extraction
    {
        return $this->ask(new Call('extract_from_bytes', $document, [], $options), Extraction::fromJson(...));
    }

    /** @param Invoice|array<string, mixed> $invoice */
    private static function invoice(Invoice|array $invoice): mixed
    {
        is_array($invoice) && self::refuseFloats($invoice, '');
        // An empty table is no list.
        return $invoice === [] ? (object) [] : $invoice;
    }

    /** The one text an answer is. */
    private static function text(string $told, string $name): string
    {
        $text = json_decode($told, true)[$name] ?? null;
        return is_string($text) ? $text : throw new ServerException("Cette réponse n'est pas du JSON de ce format.");
    }

    /**
     * A binary float has already lost the cents it was written with.
     *
     * @param array<mixed> $value
     */
    private static function refuseFloats(array $value, string $path): void
    {
        foreach ($value as $key => $inner) {
            $at = ltrim("$path.$key", '.');
            if (is_float($inner)) {
                throw new ValidationException(
                    "$at : $inner est un flottant ; donnez un montant en texte (\"95.00\") ou en entier.",
                    ['field' => $at],
                );
            }
            is_array($inner) && self::refuseFloats($inner, $at);
        }
    }

    /**
     * @template T
     * @param callable(string): T $read
     * @return T
     */
    private function ask(Call $call, callable $read): mixed
    {
        $started = hrtime(true);
        $told = ['verb' => $call->verb, 'mode' => $this->mode()];
        try {
            $answer = $this->transport->call($call);
        } catch (OCRFactureException $e) {
            // The code alone: a message may name a file.
            $told += ['code' => $e->errorCode(), 'status' => $e->status(), 'request_id' => $e->requestId()];
            $this->logger->error('ocr-facture: {verb} fails ({code})', $told);
            throw $e;
        }
        $this->logger->debug('ocr-facture: {verb} in {ms} ms', $told + ['ms' => round((hrtime(true) - $started) / 1e6, 1)]);
        return $read($answer);
    }
}
