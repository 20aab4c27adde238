<?php

declare(strict_types=1);

namespace OCRFacture\Http;

use OCRFacture\Exception\NetworkException;

/** One exchange with a server: whatever it answers is a reply, never an exception. */
interface Http
{
    /**
     * @param array<string, string> $headers
     * @param ?float $timeout seconds it may take, where the client can be told
     * @throws NetworkException when there is no whole answer
     */
    public function send(string $method, string $url, array $headers, string $body, ?float $timeout): Reply;
}
