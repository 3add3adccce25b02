--TEST--
Receipts outlive their notification, and both outlive the verifier
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$body = payload('DELIVRD', ['timestamp' => '2026-02-02T02:40:00Z']);
$verifier = verifier();
$notification = $verifier->receive('POST', URL, signed($body), $body, NOW);
unset($verifier, $body);
var_dump($notification->provider);
$receipt = $notification->receipts[0];
unset($notification);
gc_collect_cycles();
var_dump($receipt->messageId, $receipt->state, strlen($receipt->dedupeKey));
$failure = receipt('UNDELIV')->failure;
var_dump($failure->reason);

// Part of a cycle that the collector has to break, read and unread.
for ($round = 0; $round < 3; $round++) {
    $holder = new stdClass();
    $holder->self = $holder;
    $holder->notification = receive(payload('DELIVRD'));
    if ($round > 0) {
        $holder->receipts = $holder->notification->receipts;
    }
    if ($round > 1) {
        get_object_vars($holder->notification);
    }
    unset($holder);
    var_dump(gc_collect_cycles() > 0);
}
?>
--EXPECT--
string(9) "telecom23"
string(7) "api_7_1"
enum(Delivrd\State::Delivered)
int(35)
enum(Delivrd\Reason::Unknown)
bool(true)
bool(true)
bool(true)
