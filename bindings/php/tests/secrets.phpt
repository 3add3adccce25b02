--TEST--
No key, number or text shows in exceptions, traces and dumps
--EXTENSIONS--
delivrd
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=1000
--FILE--
<?php
require __DIR__ . '/helpers.inc';

const CANARIES = ['canary', '447700900', 'forged'];

/** Every form in which PHP shows a value. */
function shown(mixed $value): string
{
    ob_start();
    var_dump($value);
    print_r($value);
    var_export($value);
    debug_zval_dump($value);
    return ob_get_clean();
}

function check(string $name, string $text): void
{
    foreach (CANARIES as $canary) {
        if (str_contains($text, $canary)) {
            echo "$name shows $canary\n";
        }
    }
    echo "$name: checked\n";
}

function error_of(callable $call): Throwable
{
    try {
        $call();
    } catch (Throwable $error) {
        return $error;
    }
    throw new Exception('nothing thrown');
}

$secret = 'canary-secret-of-this-test-00001';
$verifier = new Delivrd\Verifier('telecom23', ['secrets' => [['secret' => $secret, 'label' => 'a']]]);
check('verifier', shown($verifier));
check('its properties', json_encode($verifier) . json_encode(get_object_vars($verifier)) . json_encode((array) $verifier));

$forged = '{"message_id":"forged","text":"canary","to":"+447700900123"}';
$url = 'https://example.com/dlr?to=447700900123';
$headers = ['X-Webhook-Timestamp' => (string) NOW, 'X-Webhook-Signature' => 'sha256=canary'];
$request = new Delivrd\Request('POST', $url, $headers, $forged);
$calls = [
    'bad configuration' => fn () => new Delivrd\Verifier('telecom23', ['secret' => 'canary', 'secrets' => ['canary']]),
    'no UTF-8' => fn () => new Delivrd\Verifier('telecom23', ['secret' => "canary\xff"]),
    'wrong type' => fn () => new Delivrd\Verifier('telecom23', ['secret' => new ArrayObject(['canary'])]),
    'bad header' => fn () => $verifier->receive('POST', $url, $headers, $forged, NOW),
    'bad headers' => fn () => $verifier->receive('POST', $url, ['canary'], $forged, NOW),
    'request' => fn () => $verifier->receiveRequest($request, NOW),
    'bad signature' => fn () => $verifier->receive('POST', $url, signed($forged), $forged, NOW),
    'stale' => fn () => $verifier->receive('POST', $url, signed($forged, 1, $secret), $forged, NOW),
    'malformed' => fn () => $verifier->receive('POST', $url, signed($forged, NOW, $secret), $forged, NOW),
    'recipient' => fn () => $verifier->messageKey("\xff", '+447700900123'),
    'stored' => fn () => Delivrd\Notification::fromJson($forged),
    'type of a stored one' => fn () => Delivrd\Notification::fromJson(...[[$forged]]),
];
foreach ($calls as $name => $call) {
    $error = error_of($call);
    // The frames of this test hold the values by themselves.
    $trace = array_slice($error->getTrace(), 0, 1);
    check($name, $error->getMessage() . print_r($trace, true) . strtok($error->getTraceAsString(), "\n"));
}
?>
--EXPECT--
verifier: checked
its properties: checked
bad configuration: checked
no UTF-8: checked
wrong type: checked
bad header: checked
bad headers: checked
request: checked
bad signature: checked
stale: checked
malformed: checked
recipient: checked
stored: checked
type of a stored one: checked
