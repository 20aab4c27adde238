<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use Nyholm\Psr7\Request;
use OCRFacture\Exception\SignatureException;
use OCRFacture\Webhook;
use PHPUnit\Framework\TestCase;

final class WebhookTest extends TestCase
{
    private const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    private const OTHER = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
    private const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    private const TIME = 1614265330;
    private const BODY = '{"test": 2432232314}';
    /** Of the specification's own example. */
    private const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

    /** @return array<string, string> */
    private static function headers(string $signature = self::SIGNATURE): array
    {
        $time = (string) self::TIME;
        return ['Webhook-Id' => self::ID, 'webhook-timestamp' => $time, 'WEBHOOK-SIGNATURE' => $signature];
    }

    public function testTheExampleOfTheSpecification(): void
    {
        $told = Webhook::verify(self::BODY, self::headers(), self::SECRET, now: self::TIME);
        self::assertSame(['test' => 2432232314], $told);
    }

    public function testHeadersComeInManyForms(): void
    {
        $lists = array_map(static fn (string $value): array => [$value], self::headers());
        $server = [];
        foreach (self::headers() as $name => $value) {
            $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
        }
        $all = [$lists];
        class_exists(Request::class) && $all[] = new Request('POST', '/', self::headers());
        foreach ([...$all, $server] as $headers) {
            self::assertNotSame([], Webhook::verify(self::BODY, $headers, self::SECRET, now: self::TIME));
        }
    }

    public function testSecretsAreReplaced(): void
    {
        $signatures = 'v1a,xxxx v1,bm90IHRoaXM= ' . self::SIGNATURE;
        $secrets = [self::OTHER, self::SECRET];
        self::assertNotSame([], Webhook::verify(self::BODY, self::headers($signatures), $secrets, now: self::TIME));
    }

    public function testWhatWasChangedIsRefused(): void
    {
        $flip = static fn (string $text, int $at): string => substr_replace($text, chr(ord($text[$at]) ^ 1), $at, 1);
        $cases = [
            [self::BODY, self::headers(), self::OTHER, self::TIME],
            [self::BODY, self::headers(), [], self::TIME],
            [self::BODY, self::headers(), 'whsec_', self::TIME],
            [self::BODY, self::headers(), self::SECRET, self::TIME + 301],
            [self::BODY, self::headers(), self::SECRET, self::TIME - 301],
            [self::BODY, ['webhook-timestamp' => ''] + self::headers(), self::SECRET, self::TIME],
            [self::BODY, ['webhook-timestamp' => '1e9'] + self::headers(), self::SECRET, self::TIME],
            [self::BODY, self::headers(''), self::SECRET, self::TIME],
            [self::BODY, self::headers('v1,'), self::SECRET, self::TIME],
            [self::BODY, self::headers(strtr(self::SIGNATURE, ['v1,' => 'v2,'])), self::SECRET, self::TIME],
            [self::BODY, [], self::SECRET, self::TIME],
        ];
        foreach (array_keys(str_split(self::BODY)) as $at) {
            $cases[] = [$flip(self::BODY, $at), self::headers(), self::SECRET, self::TIME];
        }
        foreach (array_keys(str_split(self::ID)) as $at) {
            $cases[] = [self::BODY, ['Webhook-Id' => $flip(self::ID, $at)] + self::headers(), self::SECRET, self::TIME];
        }
        $bytes = (string) base64_decode(substr(self::SIGNATURE, 3));
        foreach (range(0, strlen($bytes) - 1) as $at) {
            $signature = 'v1,' . base64_encode($flip($bytes, $at));
            $cases[] = [self::BODY, self::headers($signature), self::SECRET, self::TIME];
        }
        foreach ($cases as [$body, $headers, $secrets, $now]) {
            try {
                Webhook::verify($body, $headers, $secrets, now: $now);
                self::fail(json_encode([$body, $headers]));
            } catch (SignatureException $e) {
                self::assertSame('invalid_signature', $e->errorCode());
                self::assertStringNotContainsString('MfKQ9r8G', (string) $e);
            }
        }
    }
}
