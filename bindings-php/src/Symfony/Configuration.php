<?php

declare(strict_types=1);

namespace OCRFacture\Symfony;

use Symfony\Component\Config\Definition\Builder\TreeBuilder;
use Symfony\Component\Config\Definition\ConfigurationInterface;

/** What may be set under `ocr_facture`. */
final class Configuration implements ConfigurationInterface
{
    public function getConfigTreeBuilder(): TreeBuilder
    {
        $tree = new TreeBuilder('ocr_facture');
        $tree->getRootNode()->children()
            ->scalarNode('base_url')->defaultNull()
                ->info('A server of ocr-facture; without an address, the extension works in this process.')->end()
            ->scalarNode('api_key')->defaultNull()->end()
            ->scalarNode('cache')->defaultNull()->info('Folder that keeps what was read, in clear.')->end()
            ->floatNode('timeout')->defaultValue(120.0)->min(0.001)
                ->info('Seconds a call to the server may take, retries included.')->end()
            ->integerNode('max_retries')->defaultValue(2)->min(0)->end()
            ->scalarNode('http_client')->defaultNull()
                ->info('Service of a PSR-18 client, as psr18.http_client; ext-curl where absent.')->end()
            ->booleanNode('log')->defaultTrue()->info('Tells verbs and times to the channel ocr_facture.')->end()
        ->end();
        return $tree;
    }
}
