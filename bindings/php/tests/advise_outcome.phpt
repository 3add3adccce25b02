--TEST--
A verifier's own rows come in front of the table of advice
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$verifier = verifier(['advice' => [[
    'state' => Delivrd\State::Undelivered,
    'final' => true,
    'action' => Delivrd\Action::AskProvider,
    'id' => 'acme_ask',
    'explanation' => 'We are looking into it.',
]]]);
$outcome = new Delivrd\Outcome();
$outcome->apply(receipt('UNDELIV'));
var_dump($outcome->advice()->action, $outcome->advice()->id);
$advice = $verifier->adviseOutcome($outcome);
unset($verifier);
var_dump($advice->action, $advice->id, $advice->explanation);
?>
--EXPECT--
enum(Delivrd\Action::UseOtherChannel)
string(19) "undelivered_unknown"
enum(Delivrd\Action::AskProvider)
string(8) "acme_ask"
string(23) "We are looking into it."
