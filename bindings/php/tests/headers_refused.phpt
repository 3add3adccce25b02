--TEST--
Headers of another shape are a mistake of the caller
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$shapes = [
    'lines' => ['X-Webhook-Timestamp: 1'],
    'pairs of one' => [['X-Webhook-Timestamp']],
    'pairs of three' => [['a', 'b', 'c']],
    'pairs with names' => [['name' => 'a', 'value' => 'b']],
    'a number in a pair' => [['a', 1]],
    'a number' => ['X-Webhook-Timestamp' => 1],
    'null' => ['X-Webhook-Timestamp' => null],
    'a number in a list' => ['X-Webhook-Timestamp' => [1]],
    'an object' => ['X-Webhook-Timestamp' => new stdClass()],
    'many, and then a number' => array_fill_keys(range('a', 'z'), 'x') + array_fill_keys(range('A', 'Z'), 'x') + ['0x' => 1],
];
foreach ($shapes as $name => $headers) {
    echo $name, ': ', thrown(fn () => verifier()->receive('POST', URL, $headers, '{}', NOW)), "\n";
}
?>
--EXPECT--
lines: Delivrd\ConfigException invalid_argument
pairs of one: Delivrd\ConfigException invalid_argument
pairs of three: Delivrd\ConfigException invalid_argument
pairs with names: Delivrd\ConfigException invalid_argument
a number in a pair: Delivrd\ConfigException invalid_argument
a number: Delivrd\ConfigException invalid_argument
null: Delivrd\ConfigException invalid_argument
a number in a list: Delivrd\ConfigException invalid_argument
an object: Delivrd\ConfigException invalid_argument
many, and then a number: Delivrd\ConfigException invalid_argument
