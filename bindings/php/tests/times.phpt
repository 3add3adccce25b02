--TEST--
Times are immutable, in UTC, and cut to the microsecond; the text has all digits
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$texts = [
    '2026-02-02T02:40:00Z',
    '2026-02-02T02:40:00.5Z',
    '2026-02-02T02:40:00.123456999Z',
    '2026-02-02T02:40:00.999999999+02:00',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59.75Z',
    '9999-12-31T23:59:59.999999999Z',
    'soon',
];
foreach ($texts as $text) {
    $receipt = receipt('DELIVRD', ['timestamp' => $text]);
    echo $receipt->occurredAt?->format('Y-m-d\TH:i:s.u e') ?? 'null', ' | ';
    echo $receipt->toArray()['occurred_at'] ?? 'null', "\n";
}
date_default_timezone_set('Asia/Tokyo');
var_dump(receipt('DELIVRD', ['timestamp' => $texts[0]])->occurredAt);
?>
--EXPECTF--
2026-02-02T02:40:00.000000 +00:00 | 2026-02-02T02:40:00Z
2026-02-02T02:40:00.500000 +00:00 | 2026-02-02T02:40:00.5Z
2026-02-02T02:40:00.123456 +00:00 | 2026-02-02T02:40:00.123456999Z
2026-02-02T00:40:00.999999 +00:00 | 2026-02-02T00:40:00.999999999Z
0001-01-01T00:00:00.000000 +00:00 | 0001-01-01T00:00:00Z
1969-12-31T23:59:59.750000 +00:00 | 1969-12-31T23:59:59.75Z
9999-12-31T23:59:59.999999 +00:00 | 9999-12-31T23:59:59.999999999Z
null | null
object(DateTimeImmutable)#%d (3) {
  ["date"]=>
  string(26) "2026-02-02 02:40:00.000000"
  ["timezone_type"]=>
  int(1)
  ["timezone"]=>
  string(6) "+00:00"
}
