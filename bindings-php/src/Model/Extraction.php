<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** The answer of `extract`. */
final readonly class Extraction extends Model
{
    use ExtractionWays;

    protected const SHAPE = [
        'schema' => ['schema', null],
        'document' => ['document', DocumentInfo::class],
        'invoice' => ['invoice', Invoice::class],
        'fields' => ['fields', ['*' => Evidence::class]],
        'warnings' => ['warnings', [Notice::class]],
        'text' => ['text', null],
    ];

    public function __construct(
        /** `SCHEMA`. */
        public string $schema,
        /** The document. */
        public DocumentInfo $document,
        /** The invoice. */
        public Invoice $invoice,
        /** @var array<string, Evidence> For each leaf set in the invoice, where it comes from and how sure we are. */
        public array $fields,
        /** @var list<Notice> What the reader should know. */
        public array $warnings,
        /** Page text in reading order, when asked for. */
        public ?string $text = null,
        /** As the engine told it, to the byte. */
        private ?string $told = null,
    ) {
    }
}
