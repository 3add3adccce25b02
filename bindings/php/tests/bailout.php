<?php
// Runs out of memory in the midst of a call into the extension: PHP then jumps past it. The handles
// of the library come from another allocator, and must be freed all the same.
declare(strict_types=1);

require __DIR__ . '/helpers.inc';

const LARGE = 3 << 20;

/** From here on there is room for the small things that a call makes, and for nothing large. */
function close_the_tap(): void
{
    gc_collect_cycles();
    ini_set('memory_limit', (string) (memory_get_usage(true) + (2 << 20)));
}

/** Calls from so deep that there is no room for the trace of an exception. */
function from_below(int $depth, callable $call): mixed
{
    if ($depth > 0) {
        return from_below($depth - 1, $call);
    }
    close_the_tap();
    return $call();
}

$large = payload('DELIVRD', ['sender_id' => str_repeat('x', LARGE)]);
$notification = receive($large, ['max_body' => 2 * LARGE]);
$receipt = $notification->receipts[0];
$good = payload('DELIVRD');
$signed = signed($good);
$verifier = verifier();
$near = function (callable $call): mixed {
    close_the_tap();
    return $call();
};
$far = fn (callable $call): mixed => from_below(30_000, $call);
[$where, $call] = [
    'json' => [$near, fn () => $notification->toJson()],
    'array' => [$near, fn () => $receipt->toArray()],
    'encode' => [$near, fn () => json_encode($notification)],
    'property' => [$near, fn () => $receipt->sender],
    'refused' => [$far, fn () => $verifier->receive('POST', URL, $signed, '', NOW)],
    'config' => [$far, fn () => new Delivrd\Verifier('nobody', [])],
    'stored' => [$far, fn () => Delivrd\Notification::fromJson('{}')],
][$argv[1]];
$where($call);
echo "there was enough memory\n";
