<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

use PHPUnit\Framework\TestCase;

/** What the guides and examples say works: their code is run. */
final class DocsTest extends TestCase
{
    private const GUIDES = ['bindings-php/README.md', 'docs/fr/php.md', 'docs/en/php.md'];

    /** @return iterable<string, array{string}> */
    public function guides(): iterable
    {
        foreach (self::GUIDES as $guide) {
            yield $guide => [$guide];
        }
    }

    /**
     * Blocks are run in their order, in one script; comments that start with `→` are what is printed. Blocks of a framework,
     * `php laravel` and `php symfony`, are tested in tests/apps.
     *
     * @dataProvider guides
     */
    public function testGuides(string $guide): void
    {
        preg_match_all('/^```php\n(.*?)^```/ms', (string) file_get_contents(Documents::ROOT . "/$guide"), $blocks);
        self::assertNotSame([], $blocks[1]);
        [$uses, $code] = [[], ''];
        foreach ($blocks[1] as $block) {
            // Each block stands alone; together, a name is imported once.
            preg_match_all('/^use .*;$/m', $block, $found);
            array_push($uses, ...$found[0]);
            $code .= preg_replace('/^(<\?php|use .*;|require .*;)$/m', '', $block) . "\necho \"\\0\";\n";
        }
        $folder = Documents::folder();
        $load = 'require ' . var_export(__DIR__ . '/bootstrap.php', true) . ";\n";
        file_put_contents("$folder/guide.php", "<?php\n" . implode("\n", array_unique($uses)) . "\n$load$code");
        $server = new ScriptedServer([
            ['status' => 200, 'body' => Documents::api()->extractFromBytes(Documents::pdf())->toJson()],
        ]);
        $environment = ['OCR_FACTURE_URL' => $server->url, 'OCR_FACTURE_API_KEY' => 'k', 'PATH' => (string) getenv('PATH')];
        [$status, $out, $err] = Documents::php(['guide.php'], $folder, $environment);
        self::assertSame(0, $status, $out . $err);
        foreach (explode("\0", $out) as $index => $told) {
            preg_match_all('~// → (.*)$~m', $blocks[1][$index] ?? '', $expected);
            $expected[1] === [] || self::assertSame(implode("\n", $expected[1]), trim($told), $blocks[1][$index]);
        }
    }

    /** @return iterable<string, array{string}> */
    public function examples(): iterable
    {
        foreach (glob(Documents::ROOT . '/examples/php/*.php') as $path) {
            // A controller is run in Laravel: tests/apps/laravel.php.
            if (!in_array(basename($path), ['autoload.php', 'recipe_laravel.php'], true)) {
                yield basename($path) => [$path];
            }
        }
    }

    /** @dataProvider examples */
    public function testExamples(string $path): void
    {
        [$status, $out, $err] = Documents::php([(string) realpath($path)], Documents::folder());
        self::assertSame(0, $status, $out . $err);
        self::assertNotSame('', $out);
        self::assertStringNotContainsString('Warning', $out . $err);
    }

    public function testTheExamplesAreThoseOfPython(): void
    {
        $names = static fn (string $pattern): array => array_map(
            static fn (string $path): string => pathinfo($path, PATHINFO_FILENAME),
            glob(Documents::ROOT . "/examples/$pattern"),
        );
        $verbs = array_filter($names('python/*.py'), static fn (string $name): bool => !str_starts_with($name, 'recipe_'));
        self::assertSame([], array_diff($verbs, $names('php/*.php')));
    }
}
