<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** The answer of `languages`. */
final readonly class Languages extends Model
{
    protected const SHAPE = [
        'languages' => ['languages', [LanguageEngines::class]],
    ];

    public function __construct(
        /** @var list<LanguageEngines> Each language invoices are read in. */
        public array $languages,
    ) {
    }
}
