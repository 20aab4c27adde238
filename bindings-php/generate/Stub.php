<?php

declare(strict_types=1);

namespace OCRFacture\Generate;

use ReflectionClass;
use ReflectionExtension;
use ReflectionMethod;
use ReflectionNamedType;
use ReflectionParameter;

/** What the extension says of itself, as a stub for editors and analysers; the comments are those of Rust. */
final class Stub
{
    /** The stub of the extension that is loaded. */
    public static function text(): string
    {
        $files = array_map('file_get_contents', glob(dirname(__DIR__) . '/extension/src/*.rs'));
        $text = "<?php\n\n// Drawn from the extension by generate/stub.php: change extension/src instead.\n\n"
            . "declare(strict_types=1);\n\nnamespace OCRFacture\\Native;\n";
        $classes = (new ReflectionExtension('ocr_facture'))->getClasses();
        ksort($classes);
        foreach ($classes as $class) {
            $struct = "pub struct {$class->getShortName()} ";
            $rust = implode("\n", array_filter($files, static fn (string $file) => str_contains($file, $struct)));
            $text .= "\n" . self::comment($rust, $struct, '') . self::of($class, $rust);
        }
        return $text;
    }

    private static function of(ReflectionClass $class, string $rust): string
    {
        $methods = $class->getMethods();
        usort($methods, static fn (ReflectionMethod $a, ReflectionMethod $b): int => $a->name <=> $b->name);
        $drawn = array_map(static fn (ReflectionMethod $method): string => self::method($method, $rust), $methods);
        $final = $class->isFinal() ? 'final ' : '';
        return "{$final}class {$class->getShortName()}\n{\n" . implode("\n", $drawn) . "}\n";
    }

    private static function method(ReflectionMethod $method, string $rust): string
    {
        $parameters = implode(', ', array_map(self::parameter(...), $method->getParameters()));
        $static = $method->isStatic() ? 'static ' : '';
        $type = $method->getReturnType();
        $returns = $type instanceof ReflectionNamedType ? ': ' . self::type($type) : '';
        $visible = implode(' ', \Reflection::getModifierNames($method->getModifiers() & ~ReflectionMethod::IS_STATIC));
        return self::comment($rust, 'pub fn ' . self::snake($method->name) . '(', '    ')
            . "    $visible {$static}function $method->name($parameters)$returns\n    {\n    }\n";
    }

    private static function parameter(ReflectionParameter $parameter): string
    {
        $type = $parameter->getType();
        $told = $type instanceof ReflectionNamedType ? self::type($type) . ' ' : '';
        $default = $parameter->isOptional() ? ' = null' : '';
        return "$told\$$parameter->name$default";
    }

    private static function type(ReflectionNamedType $type): string
    {
        $null = $type->allowsNull() && !in_array($type->getName(), ['mixed', 'null'], true) ? '?' : '';
        return $null . ($type->isBuiltin() ? '' : '\\') . $type->getName();
    }

    private static function snake(string $name): string
    {
        return str_starts_with($name, '__') ? $name : strtolower((string) preg_replace('/[A-Z]/', '_$0', $name));
    }

    private static function comment(string $rust, string $before, string $indent): string
    {
        $head = '/((?:^ *\/\/\/.*\n)+)(?:^ *#\[.*\n)*^ *' . preg_quote($before, '/') . '/m';
        if (preg_match($head, $rust, $found) !== 1) {
            return '';
        }
        $lines = preg_split('/\n/', rtrim($found[1]));
        $lines = array_map(static fn (string $line): string => trim(preg_replace('/^ *\/\/\/ ?/', '', $line)), $lines);
        return count($lines) === 1
            ? "$indent/** $lines[0] */\n"
            : "$indent/**\n$indent * " . implode("\n$indent * ", $lines) . "\n$indent */\n";
    }
}
