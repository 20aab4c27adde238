<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A postal address (BG-5, BG-8, BG-15). */
final readonly class Address extends Model
{
    protected const SHAPE = [
        'lines' => ['lines', null],
        'post_code' => ['postCode', null],
        'city' => ['city', null],
        'country' => ['country', null],
    ];

    public function __construct(
        /** @var list<string> Street and additional lines, top to bottom (BT-35, BT-36, BT-162). */
        public array $lines = [],
        /** Post code (BT-38). */
        public ?string $postCode = null,
        /** City (BT-37). */
        public ?string $city = null,
        /** Country (BT-40), ISO 3166-1 alpha-2. */
        public ?string $country = null,
    ) {
    }
}
