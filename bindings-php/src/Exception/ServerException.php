<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The server failed, or what answered does not speak our API. */
class ServerException extends BaseException
{
    public const CODE = 'server';
}
