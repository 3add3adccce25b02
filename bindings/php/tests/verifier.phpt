--TEST--
A verifier says what it was made for, and computes keys ahead
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$verifier = verifier(['account' => 'shop', 'max_body' => 4096]);
var_dump($verifier->provider, $verifier->account, $verifier->maxBody);
$receipt = $verifier->receive('POST', URL, signed(payload('DELIVRD')), payload('DELIVRD'), NOW)->receipts[0];
var_dump($verifier->messageKey('api_7_1', '+447700900123') === $receipt->messageKey);
var_dump($verifier->messageKey('api_7_1') === $receipt->messageKey);
var_dump(verifier()->messageKey('api_7_1') === $receipt->messageKey);
echo thrown(fn () => $verifier->messageKey("\xff")), "\n";
?>
--EXPECT--
string(9) "telecom23"
string(4) "shop"
int(4096)
bool(true)
bool(true)
bool(false)
Delivrd\ConfigException invalid_argument
