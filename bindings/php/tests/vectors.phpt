--TEST--
All conformance vectors
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

/** Fails on a member that this runner does not know. */
function known(array $object, array $needed, array $optional = []): void
{
    $names = array_keys($object);
    if (array_diff($needed, $names) || array_diff($names, $needed, $optional)) {
        throw new Exception('other members than expected: ' . implode(', ', $names));
    }
}

/** Characters stand for Latin-1 bytes. */
function latin1(string $text): string
{
    $byte = fn ($found) => chr(((ord($found[0][0]) & 3) << 6) | (ord($found[0][1]) & 63));
    return preg_replace_callback('/[\xc2\xc3][\x80-\xbf]/', $byte, $text);
}

function answer(string $provider, array $group, array $request): array
{
    $config = $group['config'];
    foreach (['tolerance', 'account'] as $name) {
        if (isset($group[$name])) {
            $config[$name] = $group[$name];
        }
    }
    $headers = array_map(fn ($pair) => [$pair[0], latin1($pair[1])], $request['headers']);
    $body = $request['body'] ?? base64_decode($request['body_b64'], true);
    try {
        $verifier = new Delivrd\Verifier($provider, $config);
        $notification = $verifier->receive($request['method'], $request['url'], $headers, $body, $group['now']);
    } catch (Delivrd\Exception $error) {
        return ['error' => $error->kind];
    }
    $array = $notification->toArray();
    if (sorted(plain($notification)) !== sorted(to_microseconds($array))) {
        return ['properties' => plain($notification)];
    }
    foreach ($notification->receipts as $index => $receipt) {
        if ($receipt->toArray() !== $array['receipts'][$index]) {
            return ['receipt' => $receipt->toArray()];
        }
    }
    if (Delivrd\Notification::fromJson($notification->toJson())->toArray() !== $array) {
        return ['read back' => $array];
    }
    return ['notification' => $array];
}

$ran = 0;
foreach (glob(shared_tests() . '/vectors/*.json') as $path) {
    $vectors = read_json('vectors/' . basename($path));
    known($vectors, ['schema', 'provider', 'count', 'notes', 'groups']);
    $count = 0;
    foreach ($vectors['groups'] as $group) {
        known($group, ['source', 'config', 'now', 'tests'], ['tolerance', 'account']);
        foreach ($group['tests'] as $test) {
            known($test, ['id', 'comment', 'flags', 'request', 'expect']);
            known($test['request'], ['method', 'url', 'headers'], ['body', 'body_b64']);
            known($test['expect'], [], ['error', 'notification']);
            $answer = answer($vectors['provider'], $group, $test['request']);
            if (sorted($answer) !== sorted($test['expect'])) {
                printf("%s %d (%s):\n", $vectors['provider'], $test['id'], $test['comment']);
                echo json_encode(['expected' => $test['expect'], 'got' => $answer], JSON_PRETTY_PRINT), "\n";
            }
            $count++;
        }
    }
    if ($count === 0 || $count !== $vectors['count']) {
        printf("%s: %d tests, and not %d\n", $path, $count, $vectors['count']);
    }
    $ran += $count;
}
if ($ran === 0) {
    echo "no vectors\n";
}
// Where the caller of the test shows it: a passed test shows nothing.
if (getenv('DELIVRD_REPORT')) {
    file_put_contents(getenv('DELIVRD_REPORT'), "php: $ran vectors\n", FILE_APPEND);
}
echo "php: $ran vectors\n";
?>
--EXPECTF--
php: %d vectors
