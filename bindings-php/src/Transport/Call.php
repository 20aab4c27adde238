<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

use JsonException;
use OCRFacture\Document;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Option\Options;

/** A verb with all it needs: its parts in JSON, and the document it is about. */
final readonly class Call
{
    /** Bytes a document may have where no option says so, as the engine has it. */
    private const LIMIT = 52_428_800;

    /** @var array<string, string> the fields of the request, each in JSON, without `verb` */
    public array $parts;
    /** Bytes the document may have. */
    public int $limit;

    /**
     * @param array<string, mixed> $parts
     * @param Options|array<string, mixed>|null $options
     */
    public function __construct(
        public string $verb,
        public ?Document $document = null,
        array $parts = [],
        Options|array|null $options = null,
    ) {
        $told = $options === null ? [] : Options::told($options);
        $limits = $told['limits'] ?? [];
        $limit = is_array($limits) ? $limits['bytes'] ?? null : $limits->bytes ?? null;
        $this->limit = is_int($limit) && $limit >= 0 ? $limit : self::LIMIT;
        $json = array_map(self::json(...), $parts);
        $this->parts = $told === [] ? $json : $json + ['options' => self::json($told)];
    }

    /** The request, as the engine takes it. */
    public function request(): string
    {
        return self::object(['verb' => self::json($this->verb)] + $this->parts);
    }

    /**
     * An object of parts that are JSON already.
     *
     * @param array<string, string> $parts
     */
    public static function object(array $parts): string
    {
        $rows = array_map(static fn (string $name, string $json): string => "\"$name\":$json", array_keys($parts), $parts);
        return '{' . implode(',', $rows) . '}';
    }

    /** A value in JSON; what is in JSON already is a `Json`. */
    public static function json(mixed $value): string
    {
        if ($value instanceof Json) {
            return $value->text;
        }
        try {
            $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;
            return json_encode($value, $flags);
        } catch (JsonException $e) {
            throw new ValidationException("Ceci ne s'écrit pas en JSON : {$e->getMessage()}.", previous: $e);
        }
    }
}
