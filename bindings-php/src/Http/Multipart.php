<?php

declare(strict_types=1);

namespace OCRFacture\Http;

/** A form of several parts (RFC 7578). */
final class Multipart
{
    private readonly string $boundary;
    private string $body = '';

    public function __construct()
    {
        $this->boundary = 'ocr-facture-' . bin2hex(random_bytes(16));
    }

    public function field(string $name, string $value): self
    {
        return $this->part("name=\"$name\"", '', $value);
    }

    public function file(string $name, string $file, string $bytes): self
    {
        // As browsers do it; a name is what follows the last separator.
        $file = strtr(basename(strtr($file, '\\', '/')) ?: 'document', ['"' => '%22', "\r" => '%0D', "\n" => '%0A']);
        return $this->part("name=\"$name\"; filename=\"$file\"", "Content-Type: application/octet-stream\r\n", $bytes);
    }

    public function type(): string
    {
        return "multipart/form-data; boundary={$this->boundary}";
    }

    public function body(): string
    {
        return "{$this->body}--{$this->boundary}--\r\n";
    }

    private function part(string $disposition, string $headers, string $content): self
    {
        $this->body .= "--{$this->boundary}\r\nContent-Disposition: form-data; $disposition\r\n$headers\r\n$content\r\n";
        return $this;
    }
}
