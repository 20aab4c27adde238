<?php

declare(strict_types=1);

namespace OCRFacture;

use OCRFacture\Exception\NotFoundException;
use OCRFacture\Exception\TooLargeException;
use OCRFacture\Exception\UnreadableException;
use OCRFacture\Exception\ValidationException;
use Psr\Http\Message\StreamInterface;
use Psr\Http\Message\UploadedFileInterface;
use SplFileInfo;

/**
 * A document: a file, bytes, an open stream or base64. A text given to a verb is always a path; say what bytes are with
 * `Document::bytes`.
 */
final class Document
{
    /** @param resource|StreamInterface|null $stream */
    private function __construct(
        private readonly string $name,
        private readonly ?string $path = null,
        private ?string $bytes = null,
        private mixed $stream = null,
    ) {
    }

    /** The file of this path. */
    public static function file(string|SplFileInfo $path): self
    {
        $name = $path instanceof SplFileInfo ? $path->getPathname() : $path;
        if (str_contains($name, "\0") || str_starts_with($name, '%PDF-')) {
            throw new ValidationException("Ceci n'est pas un chemin : donnez des octets par Document::bytes().");
        }
        if (preg_match('~^[a-z][a-z0-9+.-]+://~i', $name) === 1) {
            throw new ValidationException("Un chemin est celui d'un fichier : ouvrez cette adresse par fopen().");
        }
        return new self($name, path: $name);
    }

    /** These bytes. */
    public static function bytes(string $bytes, ?string $name = null): self
    {
        return new self($name ?? '', bytes: $bytes);
    }

    /** What this base64 text or data URI holds. */
    public static function base64(string $text, ?string $name = null): self
    {
        $bytes = base64_decode((string) preg_replace('~^data:[^,]*,~i', '', trim($text)), true);
        if ($bytes === false) {
            throw new ValidationException("Ce texte n'est pas du base64.");
        }
        return new self($name ?? '', bytes: $bytes);
    }

    /**
     * What is left to read of a PHP stream when the document is read, or all of a stream of PSR-7.
     *
     * @param resource|StreamInterface $stream
     */
    public static function stream(mixed $stream, ?string $name = null): self
    {
        if (!is_resource($stream) && !$stream instanceof StreamInterface) {
            throw new ValidationException("Ceci n'est pas un flux : " . get_debug_type($stream) . '.');
        }
        return new self($name ?? '', stream: $stream);
    }

    /**
     * A document as PHP programs have it: a path, an SplFileInfo, a stream, an upload of PSR-7, or a Document.
     *
     * @param string|SplFileInfo|self|resource|StreamInterface|UploadedFileInterface $document
     */
    public static function of(mixed $document): self
    {
        return match (true) {
            $document instanceof self => $document,
            is_string($document), $document instanceof SplFileInfo => self::file($document),
            $document instanceof UploadedFileInterface
                => self::stream($document->getStream(), $document->getClientFilename()),
            is_resource($document), $document instanceof StreamInterface => self::stream($document),
            default => throw new ValidationException(
                'Un document est un chemin, un SplFileInfo, un flux ou un Document, pas : '
                    . get_debug_type($document) . '.'
            ),
        };
    }

    /** Its path, or the name it was given; empty where nobody gave one. */
    public function name(): string
    {
        return $this->name;
    }

    /** Where its file lies, when it is one. */
    public function path(): ?string
    {
        return $this->path;
    }

    /** Its bytes. No more is read than `$limit`, past which it is too large. */
    public function read(int $limit): string
    {
        $this->bytes ??= $this->stream === null ? null : $this->drain($limit);
        $bytes = $this->bytes ?? $this->open($limit);
        return strlen($bytes) > $limit ? throw $this->tooLarge($limit) : $bytes;
    }

    /** @return array<string, mixed> for var_dump: what a document says is nobody's business */
    public function __debugInfo(): array
    {
        return ['name' => $this->name, 'bytes' => $this->bytes === null ? null : strlen($this->bytes)];
    }

    private function open(int $limit): string
    {
        $path = (string) $this->path;
        $file = is_dir($path) ? false : @fopen($path, 'rb');
        if ($file === false) {
            throw new NotFoundException('Ce fichier ne peut pas être ouvert.', ['path' => $path]);
        }
        try {
            return $this->all(stream_get_contents($file, $limit + 1));
        } finally {
            fclose($file);
        }
    }

    private function drain(int $limit): string
    {
        if (is_resource($this->stream)) {
            return $this->all(stream_get_contents($this->stream, $limit + 1));
        }
        $bytes = '';
        // As when it is made a text: from its beginning.
        $this->stream->isSeekable() && $this->stream->rewind();
        while (strlen($bytes) <= $limit && !$this->stream->eof()) {
            $bytes .= $this->stream->read(min(1 << 16, $limit + 1 - strlen($bytes)));
        }
        return $bytes;
    }

    private function all(string|false $bytes): string
    {
        $context = $this->path === null ? [] : ['path' => $this->path];
        return $bytes === false ? throw new UnreadableException('Ce fichier ne peut pas être lu.', $context) : $bytes;
    }

    private function tooLarge(int $limit): TooLargeException
    {
        $context = ['limit' => 'bytes', 'value' => (string) $limit];
        return new TooLargeException('Ce fichier dépasse la taille permise.', $context);
    }
}
