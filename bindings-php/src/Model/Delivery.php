<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

use DateTimeImmutable;

/** Delivery (BG-13) and invoicing period (BG-14). */
final readonly class Delivery extends Model
{
    protected const SHAPE = [
        'date' => ['date', 'date'],
        'name' => ['name', null],
        'address' => ['address', Address::class],
        'period' => ['period', Period::class],
    ];

    public function __construct(
        /** Date of supply (BT-72). */
        public ?DateTimeImmutable $date = null,
        /** Who receives it (BT-70). */
        public ?string $name = null,
        /** Where (BG-15). */
        public ?Address $address = null,
        /** Invoicing period (BG-14). */
        public Period $period = new Period(),
    ) {
    }
}
