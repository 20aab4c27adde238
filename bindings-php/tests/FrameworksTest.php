<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use PHPUnit\Framework\TestCase;

/** In a project installed by Composer; in a real Laravel and a real Symfony, those of Debian. */
final class FrameworksTest extends TestCase
{
    protected function setUp(): void
    {
        [$status] = Documents::run(['sh', '-c', 'command -v composer']);
        $status === 0 || self::markTestSkipped('not run: composer is not installed');
    }

    public function testComposerInstallsIt(): void
    {
        $folder = Project::make(['quick_start.php' => (string) file_get_contents(__DIR__ . '/quick_start.php')]);
        [$status, $out, $err] = Documents::php(['quick_start.php'], $folder);
        self::assertSame([0, "FA-2026-0042 228.00\npassed 100\n"], [$status, $out], $err);
    }

    public function testLaravel(): void
    {
        if (!is_file('/usr/share/php/Illuminate/autoload.php')) {
            self::markTestSkipped('not run: Laravel is not installed');
        }
        $app = ['app' => ['name' => 'app', 'env' => 'testing', 'debug' => true, 'timezone' => 'UTC', 'locale' => 'fr',
            'fallback_locale' => 'en', 'key' => 'base64:' . base64_encode(str_repeat('k', 32)), 'cipher' => 'AES-256-CBC',
            'aliases' => []]];
        $config = [
            'logging' => ['default' => 'single', 'channels' => [
                'single' => ['driver' => 'single', 'path' => 'storage/logs/laravel.log', 'level' => 'debug'],
            ]],
            'queue' => ['default' => 'sync', 'connections' => ['sync' => ['driver' => 'sync']]],
            'filesystems' => ['default' => 'local', 'disks' => ['local' => ['driver' => 'local', 'root' => 'factures']]],
        ];
        $files = ['bootstrap/cache/.keep' => '', 'storage/logs/.keep' => '', 'config/.keep' => ''];
        foreach ($app + $config as $name => $value) {
            $files["config/$name.php"] = '<?php return ' . var_export($value, true) . ';';
        }
        $files['config/app.php'] = str_replace(
            "'aliases' =>",
            "'providers' => Illuminate\\Support\\ServiceProvider::class && defined('PROVIDERS') ? PROVIDERS : [], 'aliases' =>",
            $files['config/app.php'],
        );
        $this->inside($files, 'laravel.php');
    }

    public function testSymfony(): void
    {
        if (!is_file('/usr/share/php/Symfony/Bundle/FrameworkBundle/autoload.php')) {
            self::markTestSkipped('not run: Symfony is not installed');
        }
        $this->inside([], 'symfony.php');
    }

    /** @param array<string, string> $files */
    private function inside(array $files, string $app): void
    {
        $folder = Project::make($files);
        $code = 'const FOLDER = ' . var_export((string) realpath(Documents::ROOT), true) . ';'
            . 'require ' . var_export(__DIR__ . "/apps/$app", true) . ';';
        // Configured by its files alone: the server of the vectors is none of its business.
        $environment = array_diff_key(getenv(), ['OCR_FACTURE_URL' => 0, 'OCR_FACTURE_API_KEY' => 0]);
        [$status, $out, $err] = Documents::php(['-d', 'zend.assertions=1', '-r', $code], $folder, $environment);
        self::assertSame([0, "done\n"], [$status, $out], $out . $err);
    }
}
