<?php

declare(strict_types=1);

namespace OCRFacture\Http;

use CurlHandle;
use OCRFacture\Exception\NetworkException;
use OCRFacture\Exception\ValidationException;

/** HTTP by ext-curl, where no PSR-18 client is given. No redirection is followed: a key must not travel elsewhere. */
final class CurlHttp implements Http
{
    /** Kept from one exchange to the next, with its connection. */
    private ?CurlHandle $curl = null;

    public function __construct()
    {
        if (!extension_loaded('curl')) {
            throw new ValidationException('Pour parler à un serveur, installez ext-curl, ou donnez un client PSR-18.');
        }
    }

    public function send(string $method, string $url, array $headers, string $body, ?float $timeout): Reply
    {
        $curl = $this->curl ??= curl_init();
        curl_reset($curl);
        $told = [];
        curl_setopt_array($curl, [
            CURLOPT_URL => $url,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_HTTPHEADER => [
                ...array_map(static fn ($name, $value) => "$name: $value", array_keys($headers), $headers),
                // Nothing is gained by asking first.
                'Expect:',
            ],
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_CONNECTTIMEOUT_MS => 10_000,
            CURLOPT_TIMEOUT_MS => $timeout === null ? 0 : max(1, (int) ceil($timeout * 1000)),
            CURLOPT_HEADERFUNCTION => static function (CurlHandle $curl, string $line) use (&$told): int {
                // An interim answer comes before the true one.
                if (str_starts_with($line, 'HTTP/')) {
                    $told = [];
                } elseif (str_contains($line, ':')) {
                    [$name, $value] = explode(':', $line, 2);
                    $told[strtolower(trim($name))] = trim($value);
                }
                return strlen($line);
            },
        ] + ($method === 'GET' ? [] : [CURLOPT_POSTFIELDS => $body]));
        [$answer, $failure] = $this->run($curl);
        if ($failure !== null) {
            throw new NetworkException("Le serveur n'a pas pu être joint : $failure.");
        }
        return new Reply((int) curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $told, $answer);
    }

    /**
     * In small steps, so that signal handlers run meanwhile; one that throws ends the exchange.
     *
     * @return array{string, ?string} the body, and why there is none
     */
    private function run(CurlHandle $curl): array
    {
        $multi = curl_multi_init();
        curl_multi_add_handle($multi, $curl);
        try {
            do {
                $state = curl_multi_exec($multi, $running);
                if ($running > 0 && $state === CURLM_OK && curl_multi_select($multi, 0.05) === -1) {
                    usleep(1000);
                }
            } while ($running > 0 && $state === CURLM_OK);
            $ended = curl_multi_info_read($multi);
            $result = $state !== CURLM_OK || $ended === false ? CURLE_RECV_ERROR : $ended['result'];
            return [(string) curl_multi_getcontent($curl), $result === CURLE_OK ? null : curl_strerror($result)];
        } finally {
            curl_multi_remove_handle($multi, $curl);
        }
    }
}
