<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A contact (BG-6, BG-9). */
final readonly class Contact extends Model
{
    protected const SHAPE = [
        'name' => ['name', null],
        'phone' => ['phone', null],
        'email' => ['email', null],
    ];

    public function __construct(
        /** Name (BT-41). */
        public ?string $name = null,
        /** Telephone (BT-42). */
        public ?string $phone = null,
        /** E-mail (BT-43). */
        public ?string $email = null,
    ) {
    }
}
