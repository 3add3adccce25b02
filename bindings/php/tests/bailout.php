<?php
// Runs out of memory in the midst of the extension, at one place or another: PHP then jumps past it.
// The handles of the library come from another allocator, and must be freed all the same.
declare(strict_types=1);

require __DIR__ . '/helpers.inc';

ini_set('memory_limit', '4M');
$body = payload('UNDELIV', ['recipient' => '+447700900123']);
$notification = receive($body);
$receipt = $notification->receipts[0];
$outcome = new Delivrd\Outcome();
$outcome->apply($receipt);
$calls = [
    'receive' => fn () => receive($body),
    'error' => fn () => thrown(fn () => receive('[]')),
    'json' => fn () => $notification->toJson(),
    'array' => fn () => $notification->toArray(),
    'outcome' => fn () => Delivrd\Outcome::fromJson($outcome->toJson()),
    'stored' => fn () => get_object_vars(Delivrd\Notification::fromJson($notification->toJson())),
    'verifier' => fn () => verifier(),
];
$call = $calls[$argv[1]];
$kept = [];
$blocks = [];
// Down to the last bytes: with what is left the call fails sooner or later within itself.
for ($size = 1 << 20; $size >= 16; $size >>= 1) {
    while (memory_get_usage(true) + $size < (4 << 20) - (int) $argv[2]) {
        $blocks[] = str_repeat('x', $size);
    }
}
while (true) {
    $kept[] = $call();
}
