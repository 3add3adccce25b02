--TEST--
Names of extra are any text: empty, signs, numbers, and with NUL in front
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

/** A stored notification whose receipt has these names. */
function stored(string ...$names): Delivrd\Notification
{
    $stored = json_decode(receive(payload('DELIVRD'))->toJson());
    $extra = array_map(fn ($name) => json_encode($name) . ':"of ' . bin2hex($name) . '"', $names);
    $stored->receipts[0]->extra = 'HERE';
    return Delivrd\Notification::fromJson(str_replace('"HERE"', '{' . implode(',', $extra) . '}', json_encode($stored)));
}

// Each alone, since what the library has behind a name differs with its neighbours.
$names = ['', '-', '12', '-5', '0', '-0', '007', '9223372036854775808', "\0", "\0*\0name", "a\0b", 'é', str_repeat('n', 100)];
foreach ([...array_map(fn ($name) => [$name], $names), $names, array_reverse($names)] as $some) {
    $expected = [];
    foreach ($some as $name) {
        $expected[$name] = 'of ' . bin2hex($name);
    }
    ksort($expected, SORT_STRING);
    $notification = stored(...$some);
    $extra = $notification->receipts[0]->extra;
    ksort($extra, SORT_STRING);
    $array = $notification->receipts[0]->toArray()['extra'];
    ksort($array, SORT_STRING);
    var_dump($extra === $expected && $array === $expected);
    foreach ([$notification, $notification->receipts[0]] as $object) {
        if (json_encode($object, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE) !== $object->toJson()) {
            echo json_encode($object), ' is not ', $object->toJson(), "\n";
        }
    }
}
var_dump(array_keys(stored('12', '-5', '-0', '-')->receipts[0]->extra));
// PHP's objects cannot have the last of these names.
var_dump(stored('a', '12')->jsonSerialize()->receipts[0]->extra, stored('a', '12', "\0")->jsonSerialize()->receipts[0]->extra);
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
array(4) {
  [0]=>
  int(12)
  [1]=>
  int(-5)
  [2]=>
  string(2) "-0"
  [3]=>
  string(1) "-"
}
object(stdClass)#%d (2) {
  ["a"]=>
  string(5) "of 61"
  ["12"]=>
  string(7) "of 3132"
}
array(3) {
  ["a"]=>
  string(5) "of 61"
  [12]=>
  string(7) "of 3132"
  ["%0"]=>
  string(5) "of 00"
}
