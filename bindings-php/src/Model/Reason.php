<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** One thing that is missing or wrong in an invoice handed in: which field, what is the matter. */
final readonly class Reason extends Model
{
    protected const SHAPE = [
        'path' => ['path', null],
        'code' => ['code', null],
        'message_fr' => ['messageFr', null],
        'message_en' => ['messageEn', null],
    ];

    public function __construct(
        /** The field by its path in the model: `seller.name`, `lines.0.net_amount`. */
        public string $path,
        /**
         * What is the matter, as a stable code: `required` (absent, and needed), `inconsistent` (other values of the
         * invoice say otherwise), `bad_value` (not a value of this field), `not_writable` (what was asked has no place
         * for it).
         */
        public string $code,
        /** The matter in French. */
        public string $messageFr,
        /** The matter in English. */
        public string $messageEn,
    ) {
    }
}
