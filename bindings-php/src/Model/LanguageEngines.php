<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A language invoices are read in. */
final readonly class LanguageEngines extends Model
{
    protected const SHAPE = [
        'code' => ['code', null],
        'engines' => ['engines', null],
    ];

    public function __construct(
        /** As the options name it: `fra`. */
        public string $code,
        /**
         * @var list<string> The engines that recognise its characters, the best first. Documents with text need none.
         */
        public array $engines,
    ) {
    }
}
