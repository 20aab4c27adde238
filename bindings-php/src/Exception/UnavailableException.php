<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The server is too busy or being stopped; the same call succeeds a little later. */
final class UnavailableException extends ServerException
{
    public const CODE = 'unavailable';
}
