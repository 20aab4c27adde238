<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Option;

use DateTimeInterface;
use OCRFacture\Enum\Fallback;
use OCRFacture\Enum\Language;
use OCRFacture\Enum\Profile;
use OCRFacture\Enum\Relationship;

/** Options of `generate_facturx`, the same names in every language. What is null is left to the engine. */
final readonly class GenerateOptions extends Options
{
    public function __construct(
        /** Accent colour of a drawn page, `#rrggbb`. */
        public ?string $accent = null,
        /**
         * What to do with a PDF that cannot be made PDF/A-3b as it is: `refuse`, `image`, `unclaimed`. Default:
         * `"refuse"`.
         */
        public Fallback|string|null $fallback = null,
        /** Limits on the document, checked before decoding. */
        public ?Limits $limits = null,
        /** Logo of a drawn page: PNG or JPEG in base64, with or without `data:` in front. */
        public ?string $logo = null,
        /** When the file is said to be made, in UTC; now when absent. The same moment gives the same bytes. */
        public DateTimeInterface|string|null $now = null,
        /** Language of a drawn page. Default: `"fr"`. */
        public Language|string|null $pageLanguage = null,
        /**
         * Puts the QR code of the SEPA transfer on a drawn page, when the invoice is in euros and has an IBAN. Default:
         * `true`.
         */
        public ?bool $paymentCode = null,
        /**
         * How much of the invoice the XML carries: `minimum`, `basic_wl`, `basic`, `en16931`, `extended`. Default:
         * `"en16931"`.
         */
        public Profile|string|null $profile = null,
        /** Draws a new page even where the document has one. */
        public ?bool $redraw = null,
        /** What the XML is to the page; by the profile when absent. */
        public Relationship|string|null $relationship = null,
        /** Milliseconds the whole work may take, checked between its steps. */
        public ?int $timeout = null,
    ) {
    }
}
