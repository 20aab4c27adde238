<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A note with its subject (BG-1). */
final readonly class Note extends Model
{
    protected const SHAPE = [
        'subject_code' => ['subjectCode', null],
        'text' => ['text', null],
    ];

    public function __construct(
        /** Subject (BT-21), UNTDID 4451: PMT, PMD, AAB, REG, ABL… */
        public ?string $subjectCode = null,
        /** Text (BT-22). */
        public string $text = '',
    ) {
    }
}
