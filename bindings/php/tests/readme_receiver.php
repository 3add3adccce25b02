<?php
// Serves the program of README.md. What that leaves to its reader stands here.
declare(strict_types=1);

ini_set('display_errors', '0');

function keep(string $body): void
{
    file_put_contents(getenv('DELIVRD_STORE') . '/body', $body);
}

function save(string $dedupeKey, string $messageId, Delivrd\State $state): void
{
}

$method = $_SERVER['REQUEST_METHOD'];
$url = 'https://example.com' . $_SERVER['REQUEST_URI'];
preg_match('/^```php\n(.*?)^```$/ms', file_get_contents(dirname(__DIR__) . '/README.md'), $program);
if (substr_count($program[1], "\n") > 15) {
    throw new Exception('the program of README.md has more than 15 lines');
}
eval($program[1]);
