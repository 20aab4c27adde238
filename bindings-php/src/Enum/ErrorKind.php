<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/**
 * What went wrong, in the terms every language and the server share. The string code (`code`) is part of the public
 * contract and never changes meaning.
 */
enum ErrorKind: string
{
    /** Not a document we read: empty, of an unknown type, or bad base64. */
    case InvalidInput = 'invalid_input';
    /** The document needs a password. */
    case Encrypted = 'encrypted';
    /** A limit on bytes, pages, pixels, objects, depth or decompressed size was passed. */
    case TooLarge = 'too_large';
    /** The document is damaged beyond repair. */
    case Unreadable = 'unreadable';
    /** The page has no usable text and no OCR engine is installed. */
    case OcrUnavailable = 'ocr_unavailable';
    /** The language asked for is not installed. */
    case LanguageUnavailable = 'language_unavailable';
    /** The invoice handed in cannot do what was asked. */
    case InvalidInvoice = 'invalid_invoice';
    /** The work outlasted its time limit. */
    case Timeout = 'timeout';
    /** The caller gave the work up. */
    case Cancelled = 'cancelled';
    /** Not found: a file, a page, a document. */
    case NotFound = 'not_found';
    /** A defect of ours. */
    case Internal = 'internal';
    /** The server does not know who calls: the API key is missing, wrong or revoked. */
    case Unauthorized = 'unauthorized';
    /** The caller's plan does not include this. */
    case Forbidden = 'forbidden';
    /** The plan's quota of the day or the month is used up. */
    case QuotaExceeded = 'quota_exceeded';
    /** Too many calls at once; the same call succeeds a little later. */
    case RateLimited = 'rate_limited';
    /** It was there, and is no more. */
    case Gone = 'gone';
    /** It contradicts work in progress: a call with the same idempotency key is not finished. */
    case Conflict = 'conflict';
    /** This idempotency key was used for a different call. */
    case IdempotencyKeyReused = 'idempotency_key_reused';
    /** The address has no such method. */
    case MethodNotAllowed = 'method_not_allowed';
    /** The content type of the call is not one this address reads. */
    case UnsupportedMediaType = 'unsupported_media_type';
    /** The server is too busy or being stopped; the same call succeeds a little later. */
    case Unavailable = 'unavailable';
    /** The server could not be reached, or went away in the middle of its answer. */
    case Network = 'network';
    /** The server failed, or what answered does not speak our API. */
    case Server = 'server';
    /** A webhook's signature is missing, wrong or too old. */
    case InvalidSignature = 'invalid_signature';
}
