<?php

declare(strict_types=1);

namespace OCRFacture\Model;

use DateTimeImmutable;
use DateTimeZone;
use JsonSerializable;
use OCRFacture\Exception\ServerException;

/**
 * A value of the format: it never changes, and goes to JSON and back.
 *
 * Amounts, quantities and rates are decimal texts ("228.00"), dates DateTimeImmutable at midnight UTC, files bytes.
 */
abstract readonly class Model implements JsonSerializable
{
    /**
     * Name in JSON to property, kind, and whether it is left out where there is nothing to tell. A kind is null for a
     * value as it is, 'date', 'bytes', 'float', a class, [a kind] for a list, ['*' => a kind] for a table.
     *
     * @var array<string, array{0: string, 1: mixed, 2?: bool}>
     */
    protected const SHAPE = [];

    /**
     * The value of this table, as `toArray` gives it. What a later version adds is passed over.
     *
     * @param array<string, mixed> $told
     */
    public static function fromArray(array $told): static
    {
        return new static(...self::read($told));
    }

    /** The value of this JSON. */
    public static function fromJson(string $json): static
    {
        return new static(...self::read(self::decode($json)));
    }

    /** @return array<string, mixed> as the engine's JSON, decoded */
    public function toArray(): array
    {
        return self::decode($this->toJson());
    }

    /** As the engine tells it. */
    public function toJson(): string
    {
        $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;
        return json_encode($this, $flags);
    }

    /** The same with these properties changed, by name: `$invoice->with(number: 'F2')`. */
    public function with(mixed ...$changes): static
    {
        $values = [];
        foreach (static::SHAPE as [$property]) {
            $values[$property] = $this->$property;
        }
        return new static(...array_merge($values, $changes));
    }

    /** @return array<string, mixed>|object */
    public function jsonSerialize(): array|object
    {
        $told = [];
        foreach (static::SHAPE as $name => $shape) {
            $value = $this->{$shape[0]};
            // What is left out is null, empty or false.
            if (!($shape[2] ?? false) || !in_array($value, [null, [], false], true)) {
                $told[$name] = self::write($value, $shape[1]);
            }
        }
        return $told;
    }

    /** @return array<string, mixed> */
    protected static function decode(string $json): array
    {
        $told = json_decode($json, true);
        return is_array($told) ? $told : throw new ServerException("Cette réponse n'est pas du JSON de ce format.");
    }

    /**
     * @param array<string, mixed> $told
     * @return array<string, mixed>
     */
    protected static function read(array $told): array
    {
        $values = [];
        foreach (static::SHAPE as $name => $shape) {
            if (array_key_exists($name, $told)) {
                $values[$shape[0]] = self::value($told[$name], $shape[1]);
            }
        }
        return $values;
    }

    private static function value(mixed $told, mixed $kind): mixed
    {
        return match (true) {
            $told === null || $kind === null => $told,
            $kind === 'float' => (float) $told,
            $kind === 'date' => new DateTimeImmutable($told, new DateTimeZone('UTC')),
            $kind === 'bytes' => (string) base64_decode($told, true),
            is_array($kind) => array_map(static fn (mixed $one): mixed => self::value($one, reset($kind)), $told),
            default => $told instanceof $kind ? $told : $kind::fromArray($told),
        };
    }

    private static function write(mixed $value, mixed $kind): mixed
    {
        return match (true) {
            $value === null => null,
            $kind === 'date' => $value->format('Y-m-d'),
            $kind === 'bytes' => base64_encode($value),
            // An empty table is no list.
            is_array($kind) && isset($kind['*']) => (object) $value,
            default => $value,
        };
    }
}
