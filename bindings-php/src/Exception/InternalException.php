<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** A defect of ours. */
final class InternalException extends ServerException
{
    public const CODE = 'internal';
}
