<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A limit of a plan, and what is left of it. */
final readonly class Allowance extends Model
{
    protected const SHAPE = [
        'unit' => ['unit', null],
        'window' => ['window', null],
        'limit' => ['limit', null],
        'remaining' => ['remaining', null],
        'reset' => ['reset', null],
    ];

    public function __construct(
        /** What is counted. One of \OCRFacture\Enum\QuotaUnit. */
        public string $unit,
        /** Over how long. One of \OCRFacture\Enum\QuotaWindow. */
        public string $window,
        /** How many the plan allows. */
        public int $limit,
        /** How many are left. */
        public int $remaining,
        /** When all of them are there again, in seconds since 1970 (UTC). */
        public int $reset,
    ) {
    }
}
