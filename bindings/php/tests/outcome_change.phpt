--TEST--
A change says what is new, and what to act on once
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$say = fn (Delivrd\Change $change) => printf(
    "%s %s %s %s\n",
    $change->newInformation ? 'new' : 'known',
    $change->transition ? 'transition' : 'same',
    $change->before->state->value,
    $change->after->state->value,
);
$late = receipt('UNKNOWN', ['timestamp' => '2026-02-02T02:39:00Z']);
$outcome = new Delivrd\Outcome();
$say($outcome->apply(receipt('EXPIRED')));
$say($outcome->apply(receipt('EXPIRED')));
$say($outcome->apply(receipt('DELIVRD')));
$say($outcome->apply($late));
$say($outcome->apply($late));
var_dump($outcome->late());
?>
--EXPECT--
new transition unknown expired
known same expired expired
new transition expired delivered
new same delivered delivered
known same delivered delivered
bool(true)
