<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** The answer of `generate_facturx`. The files travel in base64 in JSON. */
final readonly class Generated extends Model
{
    use GeneratedWays;

    protected const SHAPE = [
        'pdf' => ['pdf', 'bytes'],
        'xml' => ['xml', 'bytes'],
        'profile' => ['profile', null],
        'page' => ['page', null],
        'changes' => ['changes', [Notice::class]],
        'warnings' => ['warnings', [Notice::class]],
    ];

    public function __construct(
        /** The PDF. */
        public string $pdf,
        /** The XML inside it. */
        public string $xml,
        /** How much of the invoice the XML carries. One of \OCRFacture\Enum\Profile. */
        public string $profile,
        /** Where the page comes from. One of \OCRFacture\Enum\PageOrigin. */
        public string $page,
        /** @var list<Notice> What was changed in the PDF given. */
        public array $changes,
        /** @var list<Notice> What the sender should know. */
        public array $warnings,
        /** As the engine told it, to the byte. */
        private ?string $told = null,
    ) {
    }
}
