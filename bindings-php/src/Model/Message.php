<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A sentence for people. */
final readonly class Message extends Model
{
    protected const SHAPE = [
        'fr' => ['fr', null],
        'en' => ['en', null],
    ];

    public function __construct(
        /** In French. */
        public string $fr,
        /** In English. */
        public string $en,
    ) {
    }
}
