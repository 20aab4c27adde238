<?php

declare(strict_types=1);

namespace OCRFacture;

use OCRFacture\Exception\SignatureException;
use Psr\Http\Message\MessageInterface;
use SensitiveParameter;

/** Webhooks, signed as Standard Webhooks 1.0 says. */
final class Webhook
{
    private const TOLERANCE = 300;

    /**
     * What a webhook says, once it is sure who wrote it: the signature is compared in constant time, its time is within
     * five minutes of now. While a secret is being replaced, give both.
     *
     * @param string $payload the body as it came, to the byte
     * @param array<string, string|list<string>>|MessageInterface $headers of the request, in any case
     * @param string|list<string> $secrets `whsec_…`
     * @return array<string, mixed>
     * @throws SignatureException
     */
    public static function verify(
        string $payload,
        array|MessageInterface $headers,
        #[SensitiveParameter] string|array $secrets,
        int $tolerance = self::TOLERANCE,
        ?int $now = null,
    ): array {
        $headers = array_change_key_case($headers instanceof MessageInterface ? $headers->getHeaders() : $headers);
        $header = static function (string $name) use ($headers): string {
            // As $_SERVER names it, too.
            $value = $headers["webhook-$name"] ?? $headers["http_webhook_$name"] ?? null;
            $value = is_array($value) && count($value) === 1 ? reset($value) : $value;
            return is_string($value) && $value !== '' ? $value
                : throw new SignatureException("Il manque l'en-tête webhook-$name.");
        };
        [$id, $timestamp, $signatures] = [$header('id'), $header('timestamp'), $header('signature')];
        if (preg_match('/^[0-9]{1,12}$/', $timestamp) !== 1 || abs(($now ?? time()) - (int) $timestamp) > $tolerance) {
            throw new SignatureException("L'heure de ce webhook est trop loin de la nôtre.");
        }
        $given = [];
        foreach (explode(' ', $signatures) as $signature) {
            if (str_starts_with($signature, 'v1,')) {
                $given[] = (string) base64_decode(substr($signature, 3), true);
            }
        }
        $matches = false;
        foreach ((array) $secrets as $secret) {
            $expected = hash_hmac('sha256', "$id.$timestamp.$payload", self::key($secret), true);
            foreach ($given as $signature) {
                // Every one is compared, whichever matches.
                $matches = hash_equals($expected, $signature) || $matches;
            }
        }
        $told = $matches ? json_decode($payload, true) : null;
        return is_array($told) ? $told : throw new SignatureException(
            $matches ? "Ce webhook n'est pas du JSON." : "La signature de ce webhook n'est pas la bonne."
        );
    }

    private static function key(#[SensitiveParameter] string $secret): string
    {
        $key = base64_decode((string) preg_replace('/^whsec_/', '', $secret), true);
        return $key !== false && $key !== '' ? $key
            : throw new SignatureException("Le secret de ce webhook n'est pas de la forme whsec_….");
    }
}
