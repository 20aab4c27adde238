<?php

/**
 * A server that answers what it is told to, in order, and writes down what it was asked: `php ServerScript.php script log`.
 *
 * The script is a JSON list of {status, headers, body, delay, drop}; the last one is repeated. A line of JSON a call goes to
 * the log. The port is printed.
 */

declare(strict_types=1);

[, $script, $log] = $argv;
$replies = json_decode((string) file_get_contents($script), true);
$server = stream_socket_server('tcp://127.0.0.1:0') ?: exit(1);
echo parse_url('tcp://' . stream_socket_get_name($server, false), PHP_URL_PORT), "\n";

for ($index = 0; ($client = @stream_socket_accept($server, 60)) !== false;) {
    $head = '';
    while (!str_ends_with($head, "\r\n\r\n") && ($byte = fgetc($client)) !== false) {
        $head .= $byte;
    }
    if ($head === '') {
        fclose($client);
        continue;
    }
    $lines = explode("\r\n", trim($head));
    [$method, $path] = explode(' ', array_shift($lines));
    $headers = [];
    foreach ($lines as $line) {
        [$name, $value] = explode(':', $line, 2);
        $headers[strtolower($name)] = trim($value);
    }
    $body = '';
    while (($left = (int) ($headers['content-length'] ?? 0) - strlen($body)) > 0 && !feof($client)) {
        // No more than there is, or it waits for it.
        $body .= fread($client, min($left, 8192));
    }
    $asked = ['method' => $method, 'path' => $path, 'headers' => $headers, 'body' => base64_encode($body)];
    file_put_contents($log, json_encode($asked) . "\n", FILE_APPEND);
    $reply = $replies[min($index++, count($replies) - 1)];
    usleep((int) (($reply['delay'] ?? 0) * 1e6));
    if (!($reply['drop'] ?? false)) {
        $text = $reply['body'] ?? '';
        $told = ['Content-Length' => strlen($text), 'Connection' => 'close'] + ($reply['headers'] ?? []);
        $rows = array_map(static fn ($name, $value) => "$name: $value\r\n", array_keys($told), $told);
        @fwrite($client, "HTTP/1.1 {$reply['status']} Said\r\n" . implode('', $rows) . "\r\n$text");
    }
    fclose($client);
}
