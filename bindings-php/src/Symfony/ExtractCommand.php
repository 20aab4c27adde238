<?php

declare(strict_types=1);

namespace OCRFacture\Symfony;

use OCRFacture\OCRFactureAPI;
use Symfony\Component\Console\Attribute\AsCommand;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** `bin/console ocr-facture:extract facture.pdf`: 0 when every document was read, 1 otherwise, 2 when none was given. */
#[AsCommand('ocr-facture:extract', 'Lit des factures. Reads invoices.')]
final class ExtractCommand extends Command
{
    public function __construct(private readonly OCRFactureAPI $api)
    {
        parent::__construct();
    }

    protected function configure(): void
    {
        $this->addArgument('documents', InputArgument::IS_ARRAY, 'PDF, images, XML')
            ->addOption('format', 'f', InputOption::VALUE_REQUIRED, 'text, ndjson, csv, csv_lines', 'text')
            ->addOption('language', 'l', InputOption::VALUE_REQUIRED, 'fra, eng, deu, spa, ita, por, nld')
            ->addOption('timeout', 't', InputOption::VALUE_REQUIRED, 'Millisecondes par document, per document');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $errors = $output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output;
        $format = $input->getOption('format');
        if ($input->getArgument('documents') === []) {
            $errors->writeln('Aucun document. No document.');
            return Command::INVALID;
        }
        if (!in_array($format, ['text', 'ndjson', 'csv', 'csv_lines'], true)) {
            $errors->writeln('--format : text, ndjson, csv, csv_lines');
            return Command::INVALID;
        }
        $options = array_filter(['language' => $input->getOption('language')], is_string(...));
        if ($input->getOption('timeout') !== null) {
            $options['timeout'] = (int) $input->getOption('timeout');
        }
        [$items, $failed] = [[], 0];
        foreach ($this->api->batchExtract($input->getArgument('documents'), $options) as $item) {
            $failed += $item->ok() ? 0 : 1;
            if ($format !== 'text') {
                $items[] = $item;
            } elseif ($item->ok()) {
                $invoice = $item->result->invoice;
                $shown = [$invoice->number, $invoice->issueDate?->format('Y-m-d'), $invoice->seller->name];
                $shown[] = trim("{$invoice->totals->gross} {$invoice->currency}");
                $output->writeln("$item->name : " . implode(', ', array_map(static fn ($one) => $one ?? '?', $shown)));
            } else {
                $errors->writeln("$item->name : {$item->error->errorCode()} : {$item->error->getMessage()}");
            }
        }
        if ($format !== 'text') {
            $output->write($this->api->export($items, $format), false, OutputInterface::OUTPUT_RAW);
        }
        return $failed === 0 ? Command::SUCCESS : Command::FAILURE;
    }
}
