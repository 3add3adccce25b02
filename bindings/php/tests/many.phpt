--TEST--
Many calls leave nothing behind
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$body = payload('UNDELIV');
$headers = signed($body);
$verifier = verifier();
$round = function () use ($verifier, $headers, $body) {
    $notification = $verifier->receive('POST', URL, $headers, $body, NOW);
    $outcome = new Delivrd\Outcome();
    $outcome->apply($notification->receipts[0]);
    get_object_vars($notification->receipts[0]);
    $outcome->toArray();
    thrown(fn () => $verifier->receive('POST', URL, $headers, '', NOW));
};
$round();
$before = memory_get_usage();
for ($number = 0; $number < 500; $number++) {
    $round();
}
var_dump(memory_get_usage() - $before);
?>
--EXPECT--
int(0)
