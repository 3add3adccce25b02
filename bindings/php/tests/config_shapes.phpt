--TEST--
A configuration takes lists, maps, labels and enum cases
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$body = payload('FAILED', ['status_code' => '0']);
$verifier = new Delivrd\Verifier('telecom23', [
    'secrets' => [['secret' => str_repeat('old', 10), 'label' => 'old'], ['secret' => SECRET, 'label' => 'new']],
    'tolerance' => 0,
    // As PHP has it, these are the places of a list.
    'codes' => ['0' => ['reason' => Delivrd\Reason::Throttled, 'permanence' => Delivrd\Permanence::Temporary]],
    'statuses' => ['FAILED' => ['state' => 'undelivered', 'final' => true, 'confirmation' => 'none']],
    'advice' => [],
]);
$notification = $verifier->receive('POST', URL, signed($body), $body, NOW);
var_dump($notification->verified->key);
var_dump($notification->receipts[0]->failure);
// Empty maps and lists look the same.
var_dump(receive(payload('DELIVRD'), ['codes' => [], 'statuses' => []])->receipts[0]->state);
// A reference is what it refers to.
$secret = SECRET;
$config = ['secret' => &$secret];
var_dump((new Delivrd\Verifier('telecom23', $config))->provider);
?>
--EXPECTF--
string(3) "new"
object(Delivrd\Failure)#%d (3) {
  ["reason"]=>
  enum(Delivrd\Reason::Throttled)
  ["permanence"]=>
  enum(Delivrd\Permanence::Temporary)
  ["source"]=>
  enum(Delivrd\Source::Config)
}
enum(Delivrd\State::Delivered)
string(9) "telecom23"
