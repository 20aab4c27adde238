<?php

/** What a project does with Symfony, in a project that Composer made: every line is a claim of the guide. */

declare(strict_types=1);

namespace App;

use OCRFacture\OCRFactureAPI;
use OCRFacture\Symfony\OCRFactureBundle;
use Symfony\Bundle\FrameworkBundle\Console\Application;
use Symfony\Bundle\FrameworkBundle\FrameworkBundle;
use Symfony\Component\Config\Loader\LoaderInterface;
use Symfony\Component\Console\Tester\ApplicationTester;
use Symfony\Component\DependencyInjection\ContainerBuilder;
use Symfony\Component\HttpKernel\Kernel;

error_reporting(E_ALL & ~E_DEPRECATED);
require 'vendor/autoload.php';
require_once '/usr/share/php/Symfony/Bundle/FrameworkBundle/autoload.php';
require_once '/usr/share/php/Symfony/Component/Console/autoload.php';

function same(mixed $expected, mixed $told, string $what): void
{
    if ($expected !== $told) {
        echo "$what: ", var_export($expected, true), ' expected, ', var_export($told, true), " told\n";
        exit(1);
    }
}

/** A service that is autowired. */
final class Reader
{
    public function __construct(public readonly OCRFactureAPI $api)
    {
    }
}

final class App extends Kernel
{
    public function __construct(string $name, private readonly array $config)
    {
        parent::__construct($name, true);
    }

    public function registerBundles(): iterable
    {
        return [new FrameworkBundle(), new OCRFactureBundle()];
    }

    public function registerContainerConfiguration(LoaderInterface $loader): void
    {
        $loader->load(function (ContainerBuilder $container): void {
            $container->loadFromExtension('framework', ['secret' => 's', 'test' => true, 'http_method_override' => false]);
            $container->loadFromExtension('ocr_facture', $this->config);
            $container->autowire(Reader::class)->setPublic(true);
        });
    }

    public function getProjectDir(): string
    {
        return getcwd();
    }

    public function getCacheDir(): string
    {
        return getcwd() . "/var/cache/$this->environment";
    }

    public function getLogDir(): string
    {
        return getcwd() . '/var/log';
    }
}

$kernel = new App('local', []);
$kernel->boot();
$reader = $kernel->getContainer()->get(Reader::class);
same('local', $reader->api->mode(), 'autowired service');
same('FA-2026-0042', $reader->api->extractFromFile('facture.pdf')->invoice->number, 'extraction');

$application = new Application($kernel);
$application->setAutoExit(false);
$tester = new ApplicationTester($application);
$run = static function (array $input) use ($tester): array {
    $status = $tester->run(['command' => 'ocr-facture:extract'] + $input, ['capture_stderr_separately' => true]);
    return [$status, $tester->getDisplay(), $tester->getErrorOutput()];
};
same([0, "facture.pdf : FA-2026-0042, 2026-11-02, Atelier Dupont, 228.00 EUR\n", ''], $run(['documents' => ['facture.pdf']]), 'text');
[$status, $out, $err] = $run(['documents' => ['facturx.pdf', 'factures/abimee.pdf', 'nowhere.pdf']]);
same([1, true, true], [$status, str_contains($err, 'abimee.pdf : '), str_contains($err, 'not_found')], 'errors');
[$status, $out] = $run(['documents' => ['facture.pdf', 'nowhere.pdf'], '--format' => 'csv']);
same([1, true], [$status, str_contains($out, 'nowhere.pdf,not_found')], 'csv');
[$status, $out] = $run(['documents' => ['facture.pdf'], '--format' => 'ndjson', '--language' => 'fra', '--timeout' => '20000']);
same([0, '228.00'], [$status, json_decode($out)->result->invoice->totals->gross ?? $out], 'ndjson');
same(2, $run([])[0], 'no document');
same(2, $run(['documents' => ['facture.pdf'], '--format' => 'pdf'])[0], 'unknown format');

$remote = new App('remote', ['base_url' => 'http://127.0.0.1:1', 'api_key' => 'k', 'timeout' => 5, 'max_retries' => 0]);
$remote->boot();
same('remote', $remote->getContainer()->get(Reader::class)->api->mode(), 'remote service');
try {
    (new App('wrong', ['timeout' => -1]))->boot();
    same(true, false, 'a wrong configuration');
} catch (\Symfony\Component\Config\Definition\Exception\InvalidConfigurationException) {
}
echo "done\n";
