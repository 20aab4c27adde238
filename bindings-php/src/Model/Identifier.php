<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** An identifier with its scheme. */
final readonly class Identifier extends Model
{
    protected const SHAPE = [
        'scheme' => ['scheme', null],
        'value' => ['value', null],
    ];

    public function __construct(
        /** Scheme, ISO 6523: 0088 GLN, 0060 DUNS, 0224 French routing code… */
        public ?string $scheme = null,
        /** The identifier itself. */
        public string $value = '',
    ) {
    }
}
