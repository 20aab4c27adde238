<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** Something the reader should know; never a reason for having no result. */
final readonly class Notice extends Model
{
    protected const SHAPE = [
        'code' => ['code', null],
        'message' => ['message', null],
        'fields' => ['fields', null],
    ];

    public function __construct(
        /** Stable code. */
        public string $code,
        /** For people. */
        public string $message,
        /** @var list<string> Field paths it is about. */
        public array $fields,
    ) {
    }
}
