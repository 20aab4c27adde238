<?php

declare(strict_types=1);

namespace OCRFacture\Http;

/** What a server answered. */
final readonly class Reply
{
    /** @param array<string, string> $headers by their names in lower case */
    public function __construct(public int $status, public array $headers, public string $body)
    {
    }

    public function header(string $name): ?string
    {
        return $this->headers[strtolower($name)] ?? null;
    }

    /** Seconds the server says to wait for: a number, or a date. */
    public function retryAfter(): ?int
    {
        $told = $this->header('retry-after');
        if ($told === null || ctype_digit($told)) {
            return $told === null || strlen($told) > 9 ? null : (int) $told;
        }
        $date = strtotime($told);
        return $date === false ? null : max(0, $date - time());
    }
}
