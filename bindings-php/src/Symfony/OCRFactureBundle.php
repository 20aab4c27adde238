<?php

declare(strict_types=1);

namespace OCRFacture\Symfony;

use Symfony\Component\DependencyInjection\Extension\ExtensionInterface;
use Symfony\Component\HttpKernel\Bundle\Bundle;

/** Gives Symfony an autowired `OCRFactureAPI`, set under `ocr_facture`, and the command `ocr-facture:extract`. */
final class OCRFactureBundle extends Bundle
{
    public function getContainerExtension(): ?ExtensionInterface
    {
        return $this->extension ??= new OCRFactureExtension();
    }

    public function getPath(): string
    {
        return __DIR__;
    }
}
