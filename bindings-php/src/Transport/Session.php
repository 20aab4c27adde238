<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

use Closure;
use OCRFacture\Exception\BaseException;
use OCRFacture\Exception\NetworkException;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Exception\TimeoutException;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Http\Http;
use OCRFacture\Http\Reply;
use OCRFacture\OCRFactureAPI;
use Psr\Log\LoggerInterface;
use SensitiveParameter;
use SensitiveParameterValue;

/**
 * Calls to one server, asked again while that may help: connection errors, 408, 409, 429 and 5xx, after what the server
 * says (Retry-After) or a time drawn at random. The attempts of one call share an Idempotency-Key: it is done once.
 */
final class Session
{
    private const FIRST_WAIT = 0.5;
    private const LONGEST_WAIT = 8.0;
    /** Seconds past which a Retry-After is for the caller to wait. */
    private const PATIENCE = 60;
    /** Seconds by which the clock of an HTTP client may end before ours. */
    private const GRAIN = 0.01;

    private readonly string $url;
    private readonly ?SensitiveParameterValue $key;

    /**
     * @param float $timeout seconds one call may take, its retries included
     * @param ?Closure(float): mixed $sleep how to wait
     */
    public function __construct(
        private readonly Http $http,
        string $url,
        #[SensitiveParameter] ?string $apiKey,
        private readonly float $timeout,
        private readonly int $maxRetries,
        private readonly LoggerInterface $logger,
        private readonly ?Closure $sleep = null,
    ) {
        $parts = parse_url($url);
        if (!in_array($parts['scheme'] ?? '', ['http', 'https'], true) || ($parts['host'] ?? '') === '') {
            throw new ValidationException("L'adresse du serveur commence par https:// ou http://.");
        }
        if (isset($parts['user']) || isset($parts['query']) || isset($parts['fragment'])) {
            throw new ValidationException("L'adresse du serveur n'a ni identifiant, ni « ? », ni « # ».");
        }
        if ($apiKey !== null && preg_match('/^[\x21-\x7e]+$/', $apiKey) !== 1) {
            throw new ValidationException("Une clé d'API est faite de caractères ASCII visibles.");
        }
        if ($timeout <= 0 || $maxRetries < 0) {
            throw new ValidationException('timeout est plus grand que 0, et maxRetries au moins 0.');
        }
        $this->url = rtrim($url, '/') . '/v1/';
        $this->key = $apiKey === null ? null : new SensitiveParameterValue($apiKey);
    }

    public function post(string $route, string $type, string $body): string
    {
        return $this->send('POST', $route, ['Content-Type' => $type, 'Idempotency-Key' => self::uuid()], $body);
    }

    public function get(string $route): string
    {
        return $this->send('GET', $route, [], '');
    }

    /**
     * An error of the server as the engine would tell it.
     *
     * @param array<string, mixed> $problem
     * @return array<string, mixed>
     */
    public static function refusal(array $problem, ?Reply $reply = null): array
    {
        $context = is_array($problem['context'] ?? null) ? $problem['context'] : [];
        $known = [
            'request_id' => $problem['request_id'] ?? $reply?->header('x-request-id'),
            'status' => $reply?->status ?? $problem['status'] ?? null,
            'retry_after' => $reply?->retryAfter(),
        ];
        return [
            'code' => $problem['code'] ?? null,
            'message' => $problem['detail'] ?? $problem['message'] ?? $problem['title'] ?? '',
            'context' => array_filter($known, is_scalar(...)) + $context,
            'reasons' => $problem['errors'] ?? $problem['reasons'] ?? [],
        ];
    }

    /** @param array<string, string> $headers */
    private function send(string $method, string $route, array $headers, string $body): string
    {
        $headers += [
            'Accept' => 'application/json',
            'User-Agent' => 'ocr-facture-php/' . OCRFactureAPI::VERSION . ' PHP/' . PHP_VERSION,
        ];
        if ($this->key !== null) {
            $headers['Authorization'] = 'Bearer ' . $this->key->getValue();
        }
        $end = microtime(true) + $this->timeout;
        for ($attempt = 0;; $attempt++) {
            $left = $end - microtime(true);
            try {
                $reply = $this->http->send($method, $this->url . $route, $headers, $body, max(0.001, $left));
                if ($reply->status === 200) {
                    return $reply->body;
                }
                $error = self::error($reply);
                $again = in_array($reply->status, [408, 409, 429], true) || $reply->status >= 500;
            } catch (NetworkException $e) {
                [$reply, $error, $again] = [null, $e, true];
            }
            $left = $end - microtime(true);
            if ($reply === null && $left <= self::GRAIN) {
                $context = ['timeout' => (string) $this->timeout];
                throw new TimeoutException("Le serveur n'a pas répondu dans le temps permis.", $context, [], $error);
            }
            $wait = $reply?->retryAfter() ?? self::jitter($attempt);
            if (!$again || $attempt >= $this->maxRetries || $wait > min($left, self::PATIENCE)) {
                throw $error;
            }
            $this->logger->warning('ocr-facture: {route} fails ({code}), asked again in {wait} s', [
                'route' => $route,
                'code' => $error->errorCode(),
                'wait' => round($wait, 3),
                'status' => $reply?->status,
                'attempt' => $attempt + 1,
                'request_id' => $error->requestId(),
            ]);
            $this->sleep === null ? self::wait($wait) : ($this->sleep)($wait);
        }
    }

    private static function error(Reply $reply): OCRFactureException
    {
        $problem = json_decode($reply->body, true);
        $problem = is_array($problem) ? $problem : [];
        if (!is_string($problem['code'] ?? null)) {
            // What stands before a server, a proxy, does not speak our API.
            $problem = ['code' => match (true) {
                $reply->status === 401 => 'unauthorized',
                $reply->status === 403 => 'forbidden',
                $reply->status === 404 => 'not_found',
                $reply->status === 413 => 'too_large',
                $reply->status === 429 => 'rate_limited',
                $reply->status === 503 => 'unavailable',
                default => 'server',
            }, 'detail' => "Le serveur a répondu {$reply->status} sans dire pourquoi."];
        }
        return BaseException::of(self::refusal($problem, $reply));
    }

    /** Full jitter: anything up to twice the last bound, so that clients who failed together do not come back together. */
    private static function jitter(int $attempt): float
    {
        return min(self::LONGEST_WAIT, self::FIRST_WAIT * 2 ** $attempt) * random_int(0, 1 << 30) / (1 << 30);
    }

    /** In small steps, so that signal handlers run meanwhile. */
    private static function wait(float $seconds): void
    {
        for ($end = microtime(true) + $seconds; ($left = $end - microtime(true)) > 0;) {
            usleep((int) (min($left, 0.05) * 1e6) + 1);
        }
    }

    private static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
