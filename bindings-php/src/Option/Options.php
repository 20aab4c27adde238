<?php

declare(strict_types=1);

namespace OCRFacture\Option;

use BackedEnum;
use DateTimeImmutable;
use DateTimeInterface;
use DateTimeZone;
use JsonSerializable;

/** Options of a verb, by the names PHP gives them; an array by the names of the format does as well. */
abstract readonly class Options implements JsonSerializable
{
    /** @return array<string, mixed>|object as the engine takes them; what is null is left to it */
    public function jsonSerialize(): array|object
    {
        $told = [];
        foreach (get_object_vars($this) as $property => $value) {
            if ($value !== null) {
                $told[strtolower((string) preg_replace('/[A-Z]/', '_$0', $property))] = $value;
            }
        }
        return (object) $told;
    }

    /**
     * Options as the engine takes them.
     *
     * @param self|array<string, mixed> $options
     * @return array<string, mixed>
     * @internal
     */
    public static function told(self|array $options): array
    {
        $told = $options instanceof self ? (array) $options->jsonSerialize() : $options;
        foreach ($told as $name => $value) {
            $told[$name] = match (true) {
                $value instanceof BackedEnum => $value->value,
                $value instanceof DateTimeInterface && $name === 'today' => $value->format('Y-m-d'),
                $value instanceof DateTimeInterface => DateTimeImmutable::createFromInterface($value)
                    ->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s'),
                $name === 'logo' && is_string($value) && preg_match('/^(\x89PNG|\xff\xd8)/', $value) === 1
                    => base64_encode($value),
                // An empty table is no list.
                $value === [] && in_array($name, ['limits', 'preprocess'], true) => (object) [],
                default => $value,
            };
        }
        return $told;
    }
}
