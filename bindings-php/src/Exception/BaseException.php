<?php

declare(strict_types=1);

namespace OCRFacture\Exception;

use OCRFacture\Model\Reason;
use RuntimeException;
use Throwable;

/** What every exception of this package can tell. */
class BaseException extends RuntimeException implements OCRFactureException
{
    public const CODE = 'internal';
    private const RETRYABLE = ['timeout', 'cancelled', 'rate_limited', 'conflict', 'unavailable', 'network', 'server'];

    /**
     * @param array<string, string> $context
     * @param list<Reason> $reasons
     */
    final public function __construct(
        string $message = '',
        private readonly array $context = [],
        private readonly array $reasons = [],
        ?Throwable $previous = null,
        private readonly ?string $told = null,
    ) {
        parent::__construct($message, 0, $previous);
    }

    /**
     * The exception of an error as the engine or a server tells it. A code this version does not know is of this class.
     *
     * @param array<string, mixed> $error
     * @internal
     */
    public static function of(array $error, ?Throwable $previous = null): OCRFactureException
    {
        $code = is_string($error['code'] ?? null) ? $error['code'] : 'server';
        $class = Classes::OF[$code] ?? self::class;
        $message = $error['message'] ?? '';
        $context = is_array($error['context'] ?? null) ? $error['context'] : [];
        $reasons = is_array($error['reasons'] ?? null) ? $error['reasons'] : [];
        return new $class(
            is_string($message) ? $message : '',
            array_map(static fn (mixed $value): string => is_scalar($value) ? (string) $value : '', $context),
            array_values(array_map(Reason::fromArray(...), array_filter($reasons, is_array(...)))),
            $previous,
            $code,
        );
    }

    /** @internal */
    public static function ofJson(string $json): OCRFactureException
    {
        $error = json_decode($json, true);
        return self::of(is_array($error) ? $error : []);
    }

    public function errorCode(): string
    {
        return $this->told ?? static::CODE;
    }

    public function context(): array
    {
        return $this->context;
    }

    public function reasons(): array
    {
        return $this->reasons;
    }

    public function requestId(): ?string
    {
        return $this->context['request_id'] ?? null;
    }

    public function status(): ?int
    {
        return isset($this->context['status']) ? (int) $this->context['status'] : null;
    }

    public function retryAfter(): ?int
    {
        return isset($this->context['retry_after']) ? (int) $this->context['retry_after'] : null;
    }

    public function isRetryable(): bool
    {
        return in_array($this->errorCode(), self::RETRYABLE, true);
    }

    public function toArray(): array
    {
        $told = ['code' => $this->errorCode(), 'message' => $this->getMessage(), 'context' => $this->context];
        if ($this->reasons !== []) {
            $told['reasons'] = array_map(static fn (Reason $reason): array => $reason->toArray(), $this->reasons);
        }
        return $told;
    }
}
