<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

use DateTimeImmutable;

/** Reference to an earlier invoice (BG-3). */
final readonly class PrecedingInvoice extends Model
{
    protected const SHAPE = [
        'number' => ['number', null],
        'issue_date' => ['issueDate', 'date'],
    ];

    public function __construct(
        /** Its number (BT-25). */
        public ?string $number = null,
        /** Its issue date (BT-26). */
        public ?DateTimeImmutable $issueDate = null,
    ) {
    }
}
