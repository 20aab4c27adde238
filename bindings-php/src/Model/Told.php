<?php

declare(strict_types=1);

namespace OCRFacture\Model;

/** Of an answer: it keeps the JSON it came in. */
trait Told
{
    public static function fromJson(string $json): static
    {
        return new static(...self::read(self::decode($json)), told: $json);
    }

    /** As the engine told it, to the byte. */
    public function toJson(): string
    {
        return $this->told ?? parent::toJson();
    }
}
