<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Option;

use OCRFacture\Enum\OcrEngine;
use OCRFacture\Enum\OcrMode;

/** Options of `extract`, the same names in every language. What is null is left to the engine. */
final readonly class ExtractOptions extends Options
{
    public function __construct(
        /** Reads the visible pages of a hybrid invoice too, and warns where they and the XML disagree. */
        public ?bool $comparePage = null,
        /**
         * The engine of character recognition: `auto` for the best installed, `paddle`, `lstm`, `tesseract`. Default:
         * `"auto"`.
         */
        public OcrEngine|string|null $engine = null,
        /**
         * Language of the document when the page does not tell: `fra`, `eng`, `deu`, `spa`, `ita`, `por`, `nld`.
         * Default: `"fra"`.
         */
        public ?string $language = null,
        /** Limits on the document, checked before decoding. */
        public ?Limits $limits = null,
        /**
         * When pages are read by character recognition: `auto` where their text is absent or garbled, `always`,
         * `never`. Default: `"auto"`.
         */
        public OcrMode|string|null $ocr = null,
        /** @var list<int>|null Pages to read, 1 for the first; all when absent. */
        public ?array $pages = null,
        /**
         * @var Steps|'auto'|'none'|null What is done to pictures before they are read: `auto`, `none`, or steps.
         * Default: `"auto"`.
         */
        public Steps|string|null $preprocess = null,
        /** Adds the page text in reading order. */
        public ?bool $text = null,
        /** Milliseconds the whole reading may take. */
        public ?int $timeout = null,
    ) {
    }
}
