<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** What stands behind one value of the invoice. */
final readonly class Evidence extends Model
{
    protected const SHAPE = [
        'confidence' => ['confidence', 'float'],
        'page' => ['page', null],
        'box' => ['box', Box::class],
        'raw' => ['raw', null],
        'origin' => ['origin', null],
        'agrees_with' => ['agreesWith', null, true],
        'repaired' => ['repaired', null, true],
    ];

    public function __construct(
        /** Calibrated probability that the value is right, 0 to 1. */
        public float $confidence,
        /** How the value was obtained. One of \OCRFacture\Enum\Origin. */
        public string $origin,
        /** Page it was read on, 1 for the first; absent for XML and for most derived values. */
        public ?int $page = null,
        /** Where on that page, in points from its top-left corner. */
        public ?Box $box = null,
        /** The characters as printed, before normalisation. */
        public ?string $raw = null,
        /** @var list<string> Paths of the values it was checked against and agrees with, or was derived from. */
        public array $agreesWith = [],
        /**
         * The value is not what `raw` says: characters that recognition confuses were put right, because a key or a sum
         * shows what they are.
         */
        public bool $repaired = false,
    ) {
    }
}
