<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** VAT of a line (BG-30). */
final readonly class LineVat extends Model
{
    protected const SHAPE = [
        'category' => ['category', null],
        'rate' => ['rate', null],
    ];

    public function __construct(
        /** Category (BT-151), UNCL 5305: S, Z, E, AE, K, G, O. */
        public ?string $category = null,
        /** @var numeric-string|null Rate in percent (BT-152). */
        public ?string $rate = null,
    ) {
    }
}
