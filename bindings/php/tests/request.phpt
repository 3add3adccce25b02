--TEST--
A request is what receive takes, in one piece
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$body = payload('DELIVRD') . "\n";
$request = new Delivrd\Request('POST', URL, signed($body), $body);
var_dump($request->method, $request->url, $request->headers === signed($body), $request->body === $body);
$receipt = verifier()->receiveRequest($request, NOW)->receipts[0];
var_dump($receipt->state);
echo thrown(fn () => verifier()->receiveRequest($request)), "\n";
echo thrown(function () use ($request) { $request->body = ''; }), "\n";
?>
--EXPECT--
string(4) "POST"
string(23) "https://example.com/dlr"
bool(true)
bool(true)
enum(Delivrd\State::Delivered)
Delivrd\VerificationException stale_timestamp
Error: Cannot modify readonly property Delivrd\Request::$body
