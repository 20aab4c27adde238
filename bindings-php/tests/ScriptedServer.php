<?php

declare(strict_types=1);

namespace OCRFacture\Tests;

/** A server of ServerScript.php, which ends with this object. */
final class ScriptedServer
{
    public readonly string $url;
    private readonly string $log;
    private readonly string $script;
    /** @var resource */
    private $process;
    /** @var resource */
    private $out;

    /** @param list<array<string, mixed>> $replies */
    public function __construct(array $replies)
    {
        $this->script = (string) tempnam(sys_get_temp_dir(), 'script');
        $this->log = (string) tempnam(sys_get_temp_dir(), 'log');
        file_put_contents($this->script, json_encode($replies));
        $command = [PHP_BINARY, __DIR__ . '/ServerScript.php', $this->script, $this->log];
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w']], $pipes);
        $this->out = $pipes[1];
        $this->url = 'http://127.0.0.1:' . trim((string) fgets($this->out));
    }

    public function __destruct()
    {
        proc_terminate($this->process);
        fclose($this->out);
        proc_close($this->process);
        unlink($this->script);
        unlink($this->log);
    }

    /** @return list<array{method: string, path: string, headers: array<string, string>, body: string}> */
    public function asked(): array
    {
        return array_map(static function (string $line): array {
            $asked = json_decode($line, true);
            return ['body' => base64_decode($asked['body'])] + $asked;
        }, file($this->log, FILE_IGNORE_NEW_LINES));
    }

    /** @return array<string, mixed> */
    public static function problem(int $status, string $code, array $headers = [], array $more = []): array
    {
        $body = ['type' => 'about:blank', 'title' => 't', 'status' => $status, 'detail' => 'message', 'code' => $code];
        $told = json_encode($body + $more + ['request_id' => 'req-1', 'context' => new \stdClass()]);
        return [
            'status' => $status,
            'headers' => ['Content-Type' => 'application/problem+json'] + $headers,
            'body' => $told,
        ];
    }
}
