<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

use Generator;
use OCRFacture\BatchProgress;
use OCRFacture\Document;
use OCRFacture\Exception\BaseException;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Exception\ServerException;
use OCRFacture\Exception\TooLargeException;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Http\Multipart;

/** A server that speaks the API, in pure PHP: docs/decisions/0022-the-wire.md. */
final class RemoteTransport implements Transport
{
    private const ROUTES = [
        'extract_from_bytes' => 'ocr/upload',
        'extract_from_base64' => 'ocr/base64',
        'parse_facturx' => 'facturx/parse',
        'validate' => 'facturx/validate',
        'generate_facturx' => 'facturx/generate',
        'generate_xml' => 'facturx/xml',
        'convert_to_facturx' => 'facturx/convert',
        'check_compliance' => 'compliance/check',
        'check_invoice' => 'compliance/check',
        'validate_vat' => 'compliance/validate-vat',
        'export' => 'export',
    ];
    /** What the server tells of itself. */
    private const TOLD = ['languages', 'quota'];
    /** Parts that are a word, and travel bare in a form. */
    private const WORDS = ['format', 'syntax', 'profile'];
    /** Documents of one call of a batch, and bytes past which a document takes another call. */
    private const TOGETHER = 10;
    private const TOGETHER_BYTES = 16_000_000;

    public function __construct(private readonly Session $session)
    {
    }

    public function call(Call $call): string
    {
        if (in_array($call->verb, self::TOLD, true)) {
            return $this->session->get($call->verb);
        }
        $route = self::ROUTES[$call->verb] ?? throw new ValidationException("Aucun serveur ne sait : $call->verb.");
        $parts = $call->parts;
        if ($call->verb === 'extract_from_base64') {
            $parts = ['document' => $parts['text']] + array_diff_key($parts, ['text' => 0]);
        }
        if ($call->document === null) {
            return $this->session->post($route, 'application/json', Call::object($parts));
        }
        $form = self::form($parts)->file('file', $call->document->name(), $call->document->read($call->limit));
        return $this->session->post($route, $form->type(), $form->body());
    }

    public function batch(Call $call, iterable $documents, ?int $jobs, ?callable $progress): Generator
    {
        $at = new BatchProgress(0, 0, is_countable($documents) ? count($documents) : null);
        foreach ($this->chunks($call, $documents) as $chunk) {
            $answers = $this->together($call, array_filter($chunk, static fn (array $one) => is_string($one[1])));
            foreach ($chunk as $index => [$name, $bytes]) {
                $answer = is_string($bytes) ? $answers[$index] : $bytes;
                $at = $at->advance(is_string($answer));
                $progress === null || $progress($at);
                yield [$name, $answer];
            }
        }
    }

    public function mode(): string
    {
        return 'remote';
    }

    /**
     * Documents that travel in one call, read as they are asked for.
     *
     * @param iterable<mixed> $documents
     * @return Generator<int, non-empty-list<array{string, string|OCRFactureException}>>
     */
    private function chunks(Call $call, iterable $documents): Generator
    {
        [$chunk, $size] = [[], 0];
        foreach (Source::of($documents) as [$name, $document]) {
            try {
                $bytes = $document instanceof Document ? $document->read($call->limit) : $document;
            } catch (OCRFactureException $e) {
                $bytes = $e;
            }
            $more = is_string($bytes) ? strlen($bytes) : 0;
            if ($chunk !== [] && (count($chunk) === self::TOGETHER || $size + $more > self::TOGETHER_BYTES)) {
                yield $chunk;
                [$chunk, $size] = [[], 0];
            }
            $chunk[] = [$name, $bytes];
            $size += $more;
        }
        if ($chunk !== []) {
            yield $chunk;
        }
    }

    /**
     * @param array<int, array{string, string}> $chunk
     * @return array<int, string|OCRFactureException> in the same order, under the same keys
     */
    private function together(Call $call, array $chunk): array
    {
        if (count($chunk) < 2) {
            return array_map(fn (array $one) => $this->alone($call, $one[1], $one[0]), $chunk);
        }
        $form = self::form($call->parts);
        foreach ($chunk as [$name, $bytes]) {
            $form->file('files', $name, $bytes);
        }
        try {
            $told = json_decode($this->session->post('ocr/batch', $form->type(), $form->body()));
        } catch (TooLargeException) {
            // Too much together: each may pass by itself.
            return array_map(fn (array $one) => $this->alone($call, $one[1], $one[0]), $chunk);
        } catch (OCRFactureException $e) {
            return array_map(static fn () => $e, $chunk);
        }
        $results = is_array($told->results ?? null) ? $told->results : [];
        if (count($results) !== count($chunk)) {
            $e = new ServerException('Le serveur ne rend pas un résultat par document.');
            return array_map(static fn () => $e, $chunk);
        }
        $answers = array_map(static fn (mixed $one): string|OCRFactureException => isset($one->result)
            ? Call::json($one->result)
            : BaseException::of(Session::refusal((array) json_decode(Call::json($one->error ?? null), true))), $results);
        return array_combine(array_keys($chunk), $answers);
    }

    private function alone(Call $call, string $bytes, string $name): string|OCRFactureException
    {
        try {
            $form = self::form($call->parts)->file('file', $name, $bytes);
            return $this->session->post('ocr/upload', $form->type(), $form->body());
        } catch (OCRFactureException $e) {
            return $e;
        }
    }

    /** @param array<string, string> $parts */
    private static function form(array $parts): Multipart
    {
        $form = new Multipart();
        foreach ($parts as $name => $json) {
            $form->field($name, in_array($name, self::WORDS, true) ? (string) json_decode($json) : $json);
        }
        return $form;
    }
}
