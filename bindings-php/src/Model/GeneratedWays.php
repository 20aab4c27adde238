<?php

declare(strict_types=1);

namespace OCRFacture\Model;

use RuntimeException;

/** What a Factur-X that was written can do beside holding values. */
trait GeneratedWays
{
    use Told;

    /** Writes the PDF there, replacing what was there. */
    public function save(string $path): void
    {
        if (@file_put_contents($path, $this->pdf) !== strlen($this->pdf)) {
            throw new RuntimeException("Ce fichier ne peut pas être écrit : $path");
        }
    }

    /** @return array<string, mixed> for var_dump: the files are long */
    public function __debugInfo(): array
    {
        $shown = ['pdf' => strlen($this->pdf) . ' bytes', 'xml' => strlen($this->xml) . ' bytes'];
        return $shown + array_diff_key(get_object_vars($this), ['told' => 0]);
    }
}
