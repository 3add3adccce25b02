--TEST--
Without getallheaders() the headers come from $_SERVER
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$headers = signed('');
$value = 'text/plain';
$_SERVER = [
    'REQUEST_METHOD' => 'POST',
    'REQUEST_URI' => '/dlr',
    'HTTP_HOST' => 'example.com',
    'HTTP_X_WEBHOOK_TIMESTAMP' => $headers['X-Webhook-Timestamp'],
    'HTTP_X_WEBHOOK_SIGNATURE' => $headers['X-Webhook-Signature'],
    'HTTP_404' => 'a number',
    'CONTENT_TYPE' => &$value,
    'CONTENT_LENGTH' => '0',
    'HTTPS' => 'on',
    'argv' => [],
    7 => 'x',
];
$request = Delivrd\Request::fromGlobals();
var_dump(array_keys($request->headers), $request->headers['content-type']);
// Signed right, but empty.
echo thrown(fn () => verifier()->receiveRequest($request, NOW)), "\n";

// Where the server or somebody else has the function, it is asked. (Declared late by the condition.)
if (true) {
    function getallheaders(): array
    {
        return ['X-Own' => 'value'];
    }
}
var_dump(Delivrd\Request::fromGlobals()->headers);
?>
--EXPECT--
array(6) {
  [0]=>
  string(4) "host"
  [1]=>
  string(19) "x-webhook-timestamp"
  [2]=>
  string(19) "x-webhook-signature"
  [3]=>
  int(404)
  [4]=>
  string(12) "content-type"
  [5]=>
  string(14) "content-length"
}
string(10) "text/plain"
Delivrd\ParseException malformed_body
array(1) {
  ["X-Own"]=>
  string(5) "value"
}
