--TEST--
A body is bytes, and is checked as it came
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$good = payload('DELIVRD');
$bodies = [
    'good' => $good,
    'a line feed behind it' => "$good\n",
    'a byte order mark' => "\xef\xbb\xbf$good",
    'a zero byte' => "$good\0",
    'no UTF-8' => "\xff$good",
    'empty' => '',
    'a list' => "[$good]",
];
foreach ($bodies as $name => $body) {
    echo $name, ': ', thrown(fn () => receive($body)), "\n";
}
echo 'cut: ', thrown(fn () => verifier()->receive('POST', URL, signed($good), substr($good, 0, -1), NOW)), "\n";
echo 'large: ', thrown(fn () => receive(str_repeat('x', 101), ['max_body' => 100])), "\n";
echo 'hash: ', var_export(receive($good)->payloadSha256 === hash('sha256', $good), true), "\n";
?>
--EXPECT--
good: nothing
a line feed behind it: nothing
a byte order mark: Delivrd\ParseException malformed_body
a zero byte: Delivrd\ParseException malformed_body
no UTF-8: Delivrd\ParseException malformed_body
empty: Delivrd\ParseException malformed_body
a list: Delivrd\ParseException malformed_body
cut: Delivrd\VerificationException bad_signature
large: Delivrd\ParseException body_too_large
hash: true
