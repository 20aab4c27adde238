<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The server could not be reached, or went away in the middle of its answer. */
final class NetworkException extends BaseException
{
    public const CODE = 'network';
}
