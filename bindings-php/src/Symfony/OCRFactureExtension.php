<?php

declare(strict_types=1);

namespace OCRFacture\Symfony;

use OCRFacture\OCRFactureAPI;
use Symfony\Component\DependencyInjection\ContainerBuilder;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\DependencyInjection\Definition;
use Symfony\Component\DependencyInjection\Extension\Extension;
use Symfony\Component\DependencyInjection\Reference;

/** Makes the services of what is set. */
final class OCRFactureExtension extends Extension
{
    public function getAlias(): string
    {
        return 'ocr_facture';
    }

    public function load(array $configs, ContainerBuilder $container): void
    {
        $config = $this->processConfiguration(new Configuration(), $configs);
        $logger = new Reference('logger', ContainerInterface::NULL_ON_INVALID_REFERENCE);
        $container->setDefinition(OCRFactureAPI::class, (new Definition(OCRFactureAPI::class, [
            $config['base_url'],
            $config['api_key'],
            $config['cache'],
            $config['timeout'],
            $config['max_retries'],
            $config['log'] ? $logger : null,
            $config['http_client'] === null ? null : new Reference($config['http_client']),
        ]))->addTag('monolog.logger', ['channel' => 'ocr_facture']));
        $container->setDefinition(ExtractCommand::class, (new Definition(ExtractCommand::class, [
            new Reference(OCRFactureAPI::class),
        ]))->addTag('console.command'));
    }
}
