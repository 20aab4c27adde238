<?php

declare(strict_types=1);

namespace OCRFacture\Testing;

use Generator;
use OCRFacture\BatchProgress;
use OCRFacture\Document;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Model\Model;
use OCRFacture\Transport\Call;
use OCRFacture\Transport\Source;
use OCRFacture\Transport\Transport;
use PHPUnit\Framework\Assert;
use UnexpectedValueException;

/** In the place of the engine, for tests: answers what it was told to, and records what was asked. */
final class FakeTransport implements Transport
{
    /** @var list<Call> what was asked, in its order */
    private array $calls = [];

    /**
     * @param array<string, Model|OCRFactureException|string|callable(Call): (Model|OCRFactureException|string)> $answers
     * by verb; 'extract_from_bytes' for the three that extract
     */
    public function __construct(private array $answers = [])
    {
    }

    /** From now on, this is the answer of the verb. */
    public function answer(string $verb, Model|OCRFactureException|string|callable $answer): self
    {
        $this->answers[$verb] = $answer;
        return $this;
    }

    public function call(Call $call): string
    {
        $this->calls[] = $call;
        $verb = $call->verb === 'extract_from_base64' ? 'extract_from_bytes' : $call->verb;
        $answer = $this->answers[$verb] ?? throw new UnexpectedValueException("Nothing is told to answer $verb.");
        // A text may be the name of a function: it is JSON.
        $answer = is_callable($answer) && !is_string($answer) ? $answer($call) : $answer;
        return match (true) {
            $answer instanceof OCRFactureException => throw $answer,
            $answer instanceof Model => $answer->toJson(),
            default => $answer,
        };
    }

    public function batch(Call $call, iterable $documents, ?int $jobs, ?callable $progress): Generator
    {
        $at = new BatchProgress(0, 0, is_countable($documents) ? count($documents) : null);
        foreach (Source::of($documents) as [$name, $document]) {
            try {
                $told = $document instanceof Document
                    ? $this->call(new Call($call->verb, $document)) : throw $document;
            } catch (OCRFactureException $e) {
                $told = $e;
            }
            $at = $at->advance(is_string($told));
            $progress === null || $progress($at);
            yield [$name, $told];
        }
    }

    public function mode(): string
    {
        return 'fake';
    }

    /** @return list<Call> what was asked, of this verb alone where one is named */
    public function calls(?string $verb = null): array
    {
        $of = static fn (Call $call): bool => $verb === null || $call->verb === $verb;
        return array_values(array_filter($this->calls, $of));
    }

    /**
     * That the verb was asked, so many times, with a call that passes the test.
     *
     * @param ?callable(Call): bool $test
     */
    public function assertCalled(string $verb, ?int $times = null, ?callable $test = null): void
    {
        $found = count(array_filter($this->calls($verb), $test ?? static fn (): bool => true));
        $times === null
            ? Assert::assertGreaterThan(0, $found, "$verb was not asked as expected")
            : Assert::assertSame($times, $found, "$verb was not asked so many times");
    }

    public function assertNothingCalled(): void
    {
        Assert::assertSame([], array_map(static fn (Call $call): string => $call->verb, $this->calls));
    }
}
