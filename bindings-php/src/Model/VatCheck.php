<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** What became of one check of a VAT number. */
final readonly class VatCheck extends Model
{
    protected const SHAPE = [
        'check' => ['check', null],
        'status' => ['status', null],
        'message' => ['message', Message::class],
    ];

    public function __construct(
        /** Which. One of \OCRFacture\Enum\VatCheckName. */
        public string $check,
        /** What became of it. One of \OCRFacture\Enum\Status. */
        public string $status,
        /** What was found, or why it was not looked at. */
        public Message $message,
    ) {
    }
}
