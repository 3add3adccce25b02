--TEST--
Headers come as a map, as a map of lists, or as pairs
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$body = payload('DELIVRD');
$map = signed($body);
$lists = array_map(fn ($value) => [$value], $map);
$pairs = array_map(null, array_keys($map), array_values($map));
$many = $map;
for ($number = 0; $number < 100; $number++) {
    $many["X-Other-$number"] = ['a', "\xff\x00"];
}
$value = $map['X-Webhook-Timestamp'];
$reference = $map;
$reference['X-Webhook-Timestamp'] = &$value;
$shapes = [
    'map' => $map,
    'lower case' => array_change_key_case($map),
    'lists' => $lists,
    'pairs' => $pairs,
    'many' => $many,
    'reference' => $reference,
    'a number as a name' => [404 => 'x', 405 => ['y', 'z']] + $map,
    'no bytes in a list' => ['X-Other' => []] + $map,
    'the same twice' => array_merge($pairs, $pairs),
    'twice' => array_merge($pairs, [['X-Webhook-Timestamp', '1']]),
    'twice in a list' => ['X-Webhook-Timestamp' => [(string) NOW, '1']] + $map,
    'none' => [],
    'underscores' => ['X_Webhook_Timestamp' => $value, 'X_Webhook_Signature' => $map['X-Webhook-Signature']],
];
foreach ($shapes as $name => $headers) {
    echo $name, ': ', thrown(fn () => verifier()->receive('POST', URL, $headers, $body, NOW)), "\n";
}
?>
--EXPECT--
map: nothing
lower case: nothing
lists: nothing
pairs: nothing
many: nothing
reference: nothing
a number as a name: nothing
no bytes in a list: nothing
the same twice: nothing
twice: Delivrd\VerificationException duplicate_header
twice in a list: Delivrd\VerificationException duplicate_header
none: Delivrd\VerificationException missing_header
underscores: Delivrd\VerificationException missing_header
