<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** An electronic address with its scheme (BT-34, BT-49). */
final readonly class ElectronicAddress extends Model
{
    protected const SHAPE = [
        'scheme' => ['scheme', null],
        'value' => ['value', null],
    ];

    public function __construct(
        /** Scheme, EAS list: 0225 for the French directory. */
        public ?string $scheme = null,
        /** The address itself. */
        public string $value = '',
    ) {
    }
}
