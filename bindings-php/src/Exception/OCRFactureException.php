<?php

declare(strict_types=1);

namespace OCRFacture\Exception;

use OCRFacture\Model\Reason;
use Throwable;

/** Why there is no answer: whatever goes wrong in this package is one. Each code has its class. */
interface OCRFactureException extends Throwable
{
    /** Stable, the same in every language: `invalid_input`, `rate_limited`… */
    public function errorCode(): string;

    /** @return array<string, string> what it was about: a limit's name, a page number, a path */
    public function context(): array;

    /** @return list<Reason> all that is missing or wrong in the invoice handed in, field by field */
    public function reasons(): array;

    /** What to tell the server's operator, when a server answered. */
    public function requestId(): ?string;

    /** Status of HTTP, when a server answered. */
    public function status(): ?int;

    /** Seconds after which the server says to ask again. */
    public function retryAfter(): ?int;

    /** Whether the same call may succeed later without being changed. */
    public function isRetryable(): bool;

    /** @return array<string, mixed> as the engine tells it in JSON */
    public function toArray(): array;
}
