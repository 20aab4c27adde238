<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** The document, as told to the caller. */
final readonly class DocumentInfo extends Model
{
    protected const SHAPE = [
        'kind' => ['kind', null],
        'sha256' => ['sha256', null],
        'language' => ['language', null],
        'pages' => ['pages', [PageInfo::class]],
    ];

    public function __construct(
        /** What it is. One of \OCRFacture\Enum\DocumentKind. */
        public string $kind,
        /** SHA-256 of the bytes, hexadecimal. */
        public string $sha256,
        /** @var list<PageInfo> Its pages. */
        public array $pages,
        /** Language of the page, ISO 639-1. */
        public ?string $language = null,
    ) {
    }
}
