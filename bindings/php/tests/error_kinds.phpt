--TEST--
Every kind has the number and the members of the contract
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$good = payload('DELIVRD');
$receive = fn (array $headers, string $body = '{}', array $config = []) =>
    verifier($config)->receive('POST', URL, $headers, $body, NOW);
$calls = [
    fn () => $receive(['a' => 1]),
    fn () => new Delivrd\Verifier('nobody', []),
    fn () => new Delivrd\Verifier('telecom23', []),
    fn () => $receive([]),
    fn () => $receive(['X-Webhook-Timestamp' => '+1'] + signed($good), $good),
    fn () => $receive([['X-Webhook-Timestamp', '1'], ['X-Webhook-Timestamp', '2'], ['X-Webhook-Signature', 'x']]),
    fn () => $receive(signed($good), '{}'),
    fn () => $receive(signed($good, NOW - 1000), $good),
    fn () => $receive(signed($good, NOW + 1000), $good),
    fn () => $receive(signed($good), $good, ['max_body' => 1]),
    fn () => $receive(signed('[]'), '[]'),
];
$stages = ['call' => 'Config', 'verify' => 'Verification', 'parse' => 'Parse', 'internal' => 'Internal'];
$contract = array_column(read_json('error_kinds.json'), null, 'kind');
foreach ($calls as $call) {
    try {
        $call();
        echo "nothing thrown\n";
    } catch (Delivrd\Exception $error) {
        $expected = $contract[$error->kind];
        unset($contract[$error->kind]);
        $is = [
            'number' => $error->number,
            'kind' => $error->kind,
            'stage' => array_search(substr($error::class, strlen('Delivrd\\'), -strlen('Exception')), $stages),
            'http_status' => $error->httpStatus,
            'retryable' => $error->retryable,
            'authentic' => $error->authentic,
        ];
        $has_skew = in_array($error->kind, ['stale_timestamp', 'future_timestamp'], true);
        $right = $is === $expected && $error->getCode() === $error->number && ($error->skew !== null) === $has_skew;
        echo $error->number, ' ', $error->kind, $right ? '' : ' DIFFERENT', "\n";
    }
}
// One needs a pointer, the other a bug: tests/panic.php runs it.
echo 'not from PHP: ', implode(' ', array_keys($contract)), "\n";
?>
--EXPECT--
1002 invalid_argument
1003 unknown_provider
1004 invalid_config
2001 missing_header
2002 malformed_header
2003 duplicate_header
2004 bad_signature
2005 stale_timestamp
2006 future_timestamp
3001 body_too_large
3002 malformed_body
not from PHP: null_pointer internal
