<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** One rule that did not pass, or any rule when all are asked for. */
final readonly class Finding extends Model
{
    protected const SHAPE = [
        'ruleset' => ['ruleset', null],
        'rule' => ['rule', null],
        'severity' => ['severity', null],
        'status' => ['status', null],
        'message' => ['message', Message::class],
        'source' => ['source', null],
        'terms' => ['terms', null],
        'fields' => ['fields', null],
        'xpath' => ['xpath', null],
        'page' => ['page', null],
        'box' => ['box', Box::class],
        'fix' => ['fix', Message::class],
    ];

    public function __construct(
        /** The ruleset it belongs to. */
        public string $ruleset,
        /** Its code: the official one where there is one. Never reused. */
        public string $rule,
        /** What it weighs when it fails. One of \OCRFacture\Enum\Severity. */
        public string $severity,
        /** What became of it. One of \OCRFacture\Enum\Status. */
        public string $status,
        /** What is wrong, or why it was not looked at. */
        public Message $message,
        /** @var list<string> Business terms it is about: `BT-1`, `BG-23`. */
        public array $terms,
        /** @var list<string> Field paths of the invoice it is about. */
        public array $fields,
        /** The article of law or standard it comes from. */
        public ?string $source = null,
        /** Where in the XML, as a path from the root with positions. */
        public ?string $xpath = null,
        /** Page the first of its fields was read on. */
        public ?int $page = null,
        /** Where on that page: left, top, right, bottom, in points from the top-left corner. */
        public ?Box $box = null,
        /** What to do about it. */
        public ?Message $fix = null,
    ) {
    }
}
