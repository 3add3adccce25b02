--TEST--
An outcome follows from the set of receipts, whatever their order
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$receipts = [
    receipt('UNDELIV', ['timestamp' => '2026-02-02T02:40:01Z', 'cost' => '0.01', 'num_parts' => 2]),
    receipt('DELIVRD', ['timestamp' => '2026-02-02T02:40:02.25Z', 'cost' => '0.0200']),
    receipt('EXPIRED', ['timestamp' => '2026-02-02T02:40:03Z']),
];
$texts = [];
foreach ([[0, 1, 2], [2, 1, 0], [1, 1, 2, 0, 2], [2, 0, 1]] as $order) {
    $outcome = new Delivrd\Outcome();
    foreach ($order as $index) {
        $outcome->apply($receipts[$index]);
    }
    $texts[] = $outcome->toJson();
}
var_dump(count(array_unique($texts)));

// Every member of its JSON has a method.
$array = $outcome->toArray();
foreach ($array as $name => $expected) {
    $method = lcfirst(str_replace('_', '', ucwords($name, '_')));
    $is = plain($outcome->$method());
    if (is_array($expected) && $name === 'segments') {
        // The two sides of a conflict show as the contradiction.
        $expected = array_map(fn ($segment) => array_diff_key($segment, ['refused' => 0, 'arrived' => 0]), $expected);
    } elseif ($name === 'cost') {
        unset($expected['merge_key']);
    } elseif (str_ends_with($name, '_at') && $expected !== null) {
        $expected = to_microseconds($expected, 'occurred_at');
    }
    echo $name, ': ', $is === $expected ? 'equal' : 'DIFFERENT', "\n";
}
var_dump($outcome->state(), $outcome->conflict(), $outcome->late(), $outcome->contradiction()->state);
var_dump(plain($outcome->summary()) === array_intersect_key($array, plain($outcome->summary())));
?>
--EXPECT--
int(1)
policy: equal
state: equal
final: equal
confirmation: equal
failure: equal
conflict: equal
late: equal
contradiction: equal
advice: equal
sent_at: equal
delivered_at: equal
read_at: equal
failed_at: equal
parts: equal
cost: equal
segments: equal
enum(Delivrd\State::Delivered)
bool(true)
bool(true)
enum(Delivrd\State::Undelivered)
bool(true)
