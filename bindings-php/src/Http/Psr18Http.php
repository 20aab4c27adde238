<?php

declare(strict_types=1);

namespace OCRFacture\Http;

use OCRFacture\Exception\NetworkException;
use OCRFacture\Exception\ValidationException;
use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;

/** HTTP by a client of PSR-18, whose time limits are its own. */
final class Psr18Http implements Http
{
    /** Factories of PSR-17 that are found by themselves. */
    private const KNOWN = ['Nyholm\Psr7\Factory\Psr17Factory', 'GuzzleHttp\Psr7\HttpFactory'];

    private readonly RequestFactoryInterface $requests;
    private readonly StreamFactoryInterface $streams;

    public function __construct(
        private readonly ClientInterface $client,
        ?RequestFactoryInterface $requests = null,
        ?StreamFactoryInterface $streams = null,
    ) {
        // Some clients, as Symfony's, are factories too.
        $found = $client instanceof RequestFactoryInterface ? $client : null;
        foreach ($found === null ? self::KNOWN : [] as $known) {
            if ($found === null && class_exists($known)) {
                $found = new $known();
            }
        }
        $requests ??= $found instanceof RequestFactoryInterface ? $found : null;
        $streams ??= $found instanceof StreamFactoryInterface ? $found : null;
        if ($requests === null || $streams === null) {
            throw new ValidationException(
                'Ce client PSR-18 a besoin des fabriques de PSR-17 : installez nyholm/psr7, ou donnez requestFactory et '
                    . 'streamFactory.'
            );
        }
        [$this->requests, $this->streams] = [$requests, $streams];
    }

    public function send(string $method, string $url, array $headers, string $body, ?float $timeout): Reply
    {
        $request = $this->requests->createRequest($method, $url);
        foreach ($headers as $name => $value) {
            $request = $request->withHeader($name, $value);
        }
        if ($body !== '') {
            $request = $request->withBody($this->streams->createStream($body));
        }
        try {
            $response = $this->client->sendRequest($request);
            $told = array_map(static fn (array $values): string => implode(', ', $values), $response->getHeaders());
            return new Reply(
                $response->getStatusCode(),
                array_change_key_case($told),
                (string) $response->getBody(),
            );
        } catch (ClientExceptionInterface $e) {
            // Its message may hold the address, but nothing of the document nor the key.
            throw new NetworkException("Le serveur n'a pas pu être joint.", previous: $e);
        }
    }
}
