<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** It was there, and is no more. */
final class GoneException extends NotFoundException
{
    public const CODE = 'gone';
}
