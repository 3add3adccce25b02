<?php
// For an extension in which PHP runs out of memory wherever that needs care, once DELIVRD_BAILOUT is
// set: PHP then jumps past the extension, and the handles of the library must be freed all the same.
declare(strict_types=1);

require __DIR__ . '/helpers.inc';

$notification = receive(payload('DELIVRD'));
$calls = [
    'json' => fn () => $notification->toJson(),
    'array' => fn () => $notification->receipts[0]->toArray(),
    'refused' => fn () => receive(''),
    'config' => fn () => new Delivrd\Verifier('nobody', []),
    'stored' => fn () => Delivrd\Notification::fromJson('{}'),
];
putenv('DELIVRD_BAILOUT=1');
register_shutdown_function(fn () => print("ended early\n"));
$calls[$argv[1]]();
echo "came back\n";
