--TEST--
Without a time of arrival the system's clock counts
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$body = payload('DELIVRD');
$receive = fn (int $time, ?int $now) => verifier()->receive('POST', URL, signed($body, $time), $body, $now);
echo thrown(fn () => $receive(time(), null)), "\n";
echo thrown(fn () => $receive(time() - 1000, null)), "\n";
echo thrown(fn () => $receive(NOW - 300, NOW)), "\n";
echo thrown(fn () => $receive(NOW - 301, NOW)), "\n";
echo thrown(fn () => $receive(NOW + 300, NOW)), "\n";
echo thrown(fn () => $receive(NOW + 301, NOW)), "\n";
echo thrown(fn () => $receive(NOW, PHP_INT_MIN)), "\n";
var_dump($receive(NOW - 7, NOW)->verified);
try {
    $receive(NOW - 301, NOW);
} catch (Delivrd\VerificationException $error) {
    var_dump($error->skew, $error->authentic, $error->retryable);
}
?>
--EXPECTF--
nothing
Delivrd\VerificationException stale_timestamp
nothing
Delivrd\VerificationException stale_timestamp
nothing
Delivrd\VerificationException future_timestamp
Delivrd\VerificationException future_timestamp
object(Delivrd\Verification)#%d (4) {
  ["scheme"]=>
  string(11) "hmac_sha256"
  ["key"]=>
  string(1) "0"
  ["signedAt"]=>
  object(DateTimeImmutable)#%d (3) {
    ["date"]=>
    string(26) "2026-02-02 02:39:53.000000"
    ["timezone_type"]=>
    int(1)
    ["timezone"]=>
    string(6) "+00:00"
  }
  ["skew"]=>
  int(-7)
}
int(-301)
bool(true)
bool(false)
