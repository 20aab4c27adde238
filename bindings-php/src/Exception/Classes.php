<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The class of each code. @internal */
final class Classes
{
    public const OF = [
        'invalid_input' => ValidationException::class,
        'encrypted' => EncryptedException::class,
        'too_large' => TooLargeException::class,
        'unreadable' => UnreadableException::class,
        'ocr_unavailable' => OCRUnavailableException::class,
        'language_unavailable' => LanguageUnavailableException::class,
        'invalid_invoice' => InvalidInvoiceException::class,
        'timeout' => TimeoutException::class,
        'cancelled' => CancelledException::class,
        'not_found' => NotFoundException::class,
        'internal' => InternalException::class,
        'unauthorized' => AuthException::class,
        'forbidden' => ForbiddenException::class,
        'quota_exceeded' => QuotaException::class,
        'rate_limited' => RateLimitException::class,
        'gone' => GoneException::class,
        'conflict' => ConflictException::class,
        'idempotency_key_reused' => IdempotencyException::class,
        'method_not_allowed' => MethodException::class,
        'unsupported_media_type' => MediaTypeException::class,
        'unavailable' => UnavailableException::class,
        'network' => NetworkException::class,
        'server' => ServerException::class,
        'invalid_signature' => SignatureException::class,
    ];
}
