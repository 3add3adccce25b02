<?php
// Serves the program of README.md. What that leaves to its reader stands here.
declare(strict_types=1);

function store(string $name, string $text): void
{
    $file = getenv('DELIVRD_STORE') . "/$name";
    if (@file_put_contents($file, "$text\n", FILE_APPEND | LOCK_EX) !== strlen($text) + 1) {
        throw new RuntimeException("cannot write $name");
    }
}

function keep(string $body): void
{
    store('bodies', $body);
}

function save(string $dedupeKey, string $messageId, Delivrd\State $state): void
{
    store('receipts', "$dedupeKey $messageId $state->value");
}

$method = $_SERVER['REQUEST_METHOD'];
$url = 'https://example.com' . $_SERVER['REQUEST_URI'];
preg_match('/^```php\n(.*?)^```$/ms', file_get_contents(dirname(__DIR__) . '/README.md'), $program);
if (substr_count($program[1], "\n") > 15) {
    http_response_code(500);
    throw new Exception('the program of README.md has more than 15 lines');
}
eval($program[1]);
