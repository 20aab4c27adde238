<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

use DateTimeImmutable;

/** A period of days, both included (BG-14, BG-26). */
final readonly class Period extends Model
{
    protected const SHAPE = [
        'start' => ['start', 'date'],
        'end' => ['end', 'date'],
    ];

    public function __construct(
        /** First day (BT-73, BT-134). */
        public ?DateTimeImmutable $start = null,
        /** Last day (BT-74, BT-135). */
        public ?DateTimeImmutable $end = null,
    ) {
    }
}
