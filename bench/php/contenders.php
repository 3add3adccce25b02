<?php
// Times delivrd's PHP extension against what people write in PHP:
//
//     php -d extension=delivrd bench/php/contenders.php target/bench/requests.json --rounds 60
//
// Every contender is a plain function with the same four arguments, those of `Verifier::receive`, as
// a framework hands them over. It verifies, checks the age of the signature (the seed's receiver does
// not), and gives what an application goes on with. Nobody pays for a framework or a server.
//
// In each round every contender runs as often as fits into its share of time, in an order that
// rotates; what is printed is the time of one call in nanoseconds, for each round.
declare(strict_types=1);

const SHARE_NS = 5_000_000;
const TOLERANCE = 300;

const TELECOM23_WORDS = [
    'DELIVRD' => ['delivered', true],
    'UNDELIV' => ['undelivered', true],
    'REJECTD' => ['rejected', true],
    'EXPIRED' => ['expired', true],
    'UNKNOWN' => ['unknown', false],
];
const TELNYX_WORDS = [
    'queued' => ['queued', false],
    'sending' => ['queued', false],
    'sent' => ['sent', false],
    'delivered' => ['delivered', true],
    'sending_failed' => ['undelivered', true],
    'delivery_failed' => ['undelivered', true],
    'delivery_unconfirmed' => ['unknown', true],
    'expired' => ['expired', true],
];
const OTHER_WORD = ['unknown', false];

/** The request is not the provider's, or too old. */
final class Refused extends Exception
{
}

/** What people write for 23 Telecom. */
function telecom23(array $config): array
{
    $secret = $config['secret'];

    // The receiver of the provider's page.
    $seed = static function (string $method, string $url, array $headers, string $payload) use ($secret): array {
        $ts = $headers['X-Webhook-Timestamp'] ?? '';
        $sig = $headers['X-Webhook-Signature'] ?? '';
        if ($secret && $sig) {
            $expected = 'sha256=' . hash_hmac('sha256', "$ts.$payload", $secret);
            if (!hash_equals($expected, $sig)) {
                throw new Refused();
            }
        }
        $data = json_decode($payload, true);
        [$state, $final] = TELECOM23_WORDS[$data['status']] ?? OTHER_WORD;
        return [[
            'provider' => 'telecom23',
            'message_id' => $data['message_id'],
            'recipient' => $data['recipient'] ?? null,
            'sender' => $data['sender_id'] ?? null,
            'state' => $state,
            'final' => $final,
            'status' => $data['status'],
            'code' => $data['status_code'] ?? null,
            'occurred_at' => $data['timestamp'] ?? null,
            'parts' => $data['num_parts'] ?? null,
            'cost' => $data['cost'] ?? null,
            'workspace_id' => $data['workspace_id'] ?? null,
        ]];
    };

    return ['seed' => $seed];
}

/** What people write for Telnyx. */
function telnyx(array $config): array
{
    $key = base64_decode($config['public_key']);

    $sodium = static function (string $method, string $url, array $headers, string $body) use ($key): array {
        $stamp = $headers['Telnyx-Timestamp'];
        $signature = base64_decode($headers['Telnyx-Signature-Ed25519']);
        if (!sodium_crypto_sign_verify_detached($signature, "$stamp|$body", $key)) {
            throw new Refused();
        }
        if (abs(time() - (int) $stamp) > TOLERANCE) {
            throw new Refused();
        }
        $event = json_decode($body, true)['data'];
        $payload = $event['payload'];
        $receipts = [];
        foreach ([...$payload['to'], ...$payload['cc']] as $party) {
            [$state, $final] = TELNYX_WORDS[$party['status']] ?? OTHER_WORD;
            $receipts[] = [
                'provider' => 'telnyx',
                'event_id' => $event['id'],
                'message_id' => $payload['id'],
                'recipient' => $party['phone_number'],
                'sender' => $payload['from']['phone_number'],
                'state' => $state,
                'final' => $final,
                'status' => $party['status'],
                'code' => $payload['errors'][0]['code'] ?? null,
                'occurred_at' => $event['occurred_at'],
                'parts' => $payload['parts'],
                'carrier' => $party['carrier'],
            ];
        }
        return $receipts;
    };

    return ['sodium' => $sodium];
}

/** What delivrd offers. */
function own(string $provider, array $config): array
{
    $verifier = new Delivrd\Verifier($provider, $config);

    // What a receiver acts upon: which message, what became of it, and why not.
    $object = static function (string $method, string $url, array $headers, string $body) use ($verifier): array {
        $receipts = $verifier->receive($method, $url, $headers, $body)->receipts;
        foreach ($receipts as $receipt) {
            $id = $receipt->messageId;
            $state = $receipt->state;
            $failure = $receipt->failure;
        }
        return $receipts;
    };

    return ['object' => $object];
}

/** Messages and states of an answer. */
function told(array $receipts): array
{
    return array_map(
        static fn (array|object $receipt): array => is_array($receipt)
            ? [$receipt['message_id'], $receipt['state']]
            : [$receipt->messageId, $receipt->state->value],
        $receipts,
    );
}

/** Nobody is timed who gives another answer than the rest, or who believes a forger. */
function check(array $contenders, array $requests): void
{
    foreach ($requests as $request) {
        $answers = array_map(static fn (Closure $call): array => told($call(...$request)), $contenders);
        $first = reset($answers);
        if ($first === [] || array_filter($answers, static fn (array $answer): bool => $answer !== $first) !== []) {
            fail('the contenders disagree: ' . json_encode($answers));
        }
    }
    [$method, $url, $headers, $body] = $requests[0];
    // Still a receipt, for another number.
    $forged = preg_replace('/"\+/', '"-', $body, 1);
    foreach ($contenders as $name => $call) {
        try {
            $call($method, $url, $headers, $forged);
        } catch (Refused | Delivrd\VerificationException) {
            continue;
        }
        fail("$name believes a forger");
    }
}

/** Nanoseconds of a call, for each contender and round. */
function measure(array $contenders, array $requests, int $rounds): array
{
    $names = array_keys($contenders);
    $calls = array_map(static fn (Closure $call): int => calibrated($call, $requests), $contenders);
    $times = array_fill_keys($names, []);
    gc_collect_cycles();
    gc_disable();
    for ($start = 0; $start < $rounds; $start++) {
        for ($at = 0; $at < count($names); $at++) {
            $name = $names[($start + $at) % count($names)];
            $took = run($contenders[$name], $requests, $calls[$name]);
            $times[$name][] = round($took / $calls[$name], 1);
        }
    }
    gc_enable();
    return $times;
}

/** How many calls take about a contender's share of a round. */
function calibrated(Closure $call, array $requests): int
{
    for ($calls = 16; ($took = run($call, $requests, $calls)) < intdiv(SHARE_NS, 4); $calls *= 2);
    return max(1, intdiv($calls * SHARE_NS, $took));
}

/** Nanoseconds of as many calls, with the requests in turn. */
function run(Closure $call, array $requests, int $calls): int
{
    $start = hrtime(true);
    for (;;) {
        foreach ($requests as [$method, $url, $headers, $body]) {
            if ($calls-- === 0) {
                return hrtime(true) - $start;
            }
            $call($method, $url, $headers, $body);
        }
    }
}

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

$file = $argv[1] ?? '';
$rounds = (int) ($argv[3] ?? 60);
if (!is_file($file) || $rounds < 1 || ($argv[2] ?? '--rounds') !== '--rounds') {
    fail('usage: contenders.php REQUESTS [--rounds N]');
}
$groups = [];
foreach (json_decode(file_get_contents($file), true)['groups'] as $group) {
    $requests = [];
    foreach ($group['requests'] as $request) {
        $headers = array_column($request['headers'], 1, 0);
        $requests[] = [$request['method'], $request['url'], $headers, $request['body']];
    }
    $contenders = match ($group['provider']) {
        'telecom23' => telecom23($group['config']),
        'telnyx' => telnyx($group['config']),
    } + own($group['provider'], $group['config']);
    check($contenders, $requests);
    $groups[$group['name']] = measure($contenders, $requests, $rounds);
}
echo json_encode(['language' => 'php', 'groups' => $groups]), "\n";
