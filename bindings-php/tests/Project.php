<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

/** A project that Composer installs this package into, offline: what it needs comes from Debian's folders. */
final class Project
{
    /** @param array<string, string> $files by their paths in the project */
    public static function make(array $files = []): string
    {
        $folder = Documents::folder();
        $library = static fn (string $name, string $version, string $prefix, string $path): array => [
            'type' => 'package',
            'package' => [
                'name' => $name,
                'version' => $version,
                'dist' => ['type' => 'path', 'url' => $path],
                'autoload' => ['psr-4' => [$prefix => '']],
            ],
        ];
        $manifest = [
            'name' => 'app/app',
            'repositories' => [
                ['packagist.org' => false],
                ['type' => 'path', 'url' => (string) realpath(__DIR__ . '/..')],
                $library('psr/log', '1.1.4', 'Psr\\Log\\', '/usr/share/php/Psr/Log'),
            ],
            'require' => ['ocr-facture/ocr-facture-api' => '@dev'],
        ];
        file_put_contents("$folder/composer.json", json_encode($manifest, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
        foreach ($files as $path => $text) {
            is_dir(dirname("$folder/$path")) || mkdir(dirname("$folder/$path"), recursive: true);
            file_put_contents("$folder/$path", $text);
        }
        $environment = [
            'PATH' => (string) getenv('PATH'),
            'COMPOSER_HOME' => "$folder/.composer",
            'COMPOSER_ALLOW_SUPERUSER' => '1',
            'COMPOSER_NO_INTERACTION' => '1',
            'COMPOSER_DISABLE_NETWORK' => '1',
        ];
        [$status, $out, $err] = Documents::run(['composer', 'install', '--no-progress'], $folder, $environment);
        return $status === 0 ? $folder : throw new \RuntimeException("composer: $out$err");
    }
}
