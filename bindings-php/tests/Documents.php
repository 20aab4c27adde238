<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use OCRFacture\OCRFactureAPI;

/** Documents every test works on, made by the package itself. */
final class Documents
{
    public const ROOT = __DIR__ . '/../..';

    private static ?OCRFactureAPI $api = null;
    private static ?string $facturx = null;

    public static function api(): OCRFactureAPI
    {
        return self::$api ??= new OCRFactureAPI();
    }

    /** @return array<string, mixed> */
    public static function invoice(): array
    {
        return json_decode((string) file_get_contents(self::ROOT . '/examples/facture.json'), true);
    }

    /** A Factur-X. */
    public static function facturx(): string
    {
        return self::$facturx ??= self::api()->generateFacturx(self::invoice())->pdf;
    }

    /** The same page, whose XML nobody finds. */
    public static function pdf(): string
    {
        return str_replace(['/EmbeddedFiles', '/AF '], ['/NothingAtAll1', '/No '], self::facturx());
    }

    /** A new folder with the files the guides name. */
    public static function folder(): string
    {
        $folder = sys_get_temp_dir() . '/ocr-facture-php-' . bin2hex(random_bytes(6));
        mkdir("$folder/factures", recursive: true);
        file_put_contents("$folder/facture.pdf", self::pdf());
        file_put_contents("$folder/facturx.pdf", self::facturx());
        copy(self::ROOT . '/examples/facture.json', "$folder/facture.json");
        foreach (['a', 'b'] as $name) {
            file_put_contents("$folder/factures/$name.pdf", self::pdf());
        }
        file_put_contents("$folder/factures/abimee.pdf", '%PDF-1.7');
        register_shutdown_function(static fn () => self::remove($folder));
        return $folder;
    }

    public static function remove(string $path): void
    {
        if (is_dir($path) && !is_link($path)) {
            foreach (array_diff(scandir($path), ['.', '..']) as $name) {
                self::remove("$path/$name");
            }
            rmdir($path);
        } elseif (file_exists($path) || is_link($path)) {
            unlink($path);
        }
    }

    /**
     * Runs PHP as these tests are run: with the extension.
     *
     * @param list<string> $arguments
     * @param array<string, string>|null $environment
     * @return array{int, string, string} status, stdout, stderr
     */
    public static function php(array $arguments, ?string $folder = null, ?array $environment = null): array
    {
        $extension = getenv('OCR_FACTURE_EXTENSION');
        $command = [PHP_BINARY, ...($extension === false ? [] : ['-d', "extension=$extension"]), ...$arguments];
        return self::run($command, $folder, $environment);
    }

    /**
     * @param list<string> $command
     * @param array<string, string>|null $environment
     * @return array{int, string, string}
     */
    public static function run(array $command, ?string $folder = null, ?array $environment = null): array
    {
        [$out, $err] = [tmpfile(), tmpfile()];
        $process = proc_open($command, [['file', '/dev/null', 'r'], $out, $err], $pipes, $folder, $environment);
        $status = proc_close($process);
        rewind($out);
        rewind($err);
        return [$status, (string) stream_get_contents($out), (string) stream_get_contents($err)];
    }
}
