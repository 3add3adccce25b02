--TEST--
JSON, arrays and json_encode say the same, and a stored notification is read back
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;
$notification = receive(payload('DELIVRD'));
$receipt = $notification->receipts[0];
$outcome = new Delivrd\Outcome();
$outcome->apply($receipt);
foreach ([$notification, $receipt, $outcome] as $object) {
    var_dump(json_encode($object, $flags) === $object->toJson());
    var_dump(json_decode($object->toJson(), true) === $object->toArray());
}
$stored = Delivrd\Notification::fromJson($notification->toJson());
var_dump($stored == $notification, $stored->toJson() === $notification->toJson());
var_dump($stored->payloadSha256 === $notification->payloadSha256, $stored->receipts[0]->dedupeKey === $receipt->dedupeKey);
var_dump(Delivrd\Outcome::fromJson($outcome->toJson())->toJson() === $outcome->toJson());
foreach (['', '{}', '[]', "\xff", 'null', '{"provider":"telecom23"}'] as $text) {
    echo thrown(fn () => Delivrd\Notification::fromJson($text)), ', ';
    echo thrown(fn () => Delivrd\Outcome::fromJson($text)), "\n";
}
?>
--EXPECT--
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
Delivrd\ConfigException invalid_argument, Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument, Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument, Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument, Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument, Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument, Delivrd\ConfigException invalid_argument
