--TEST--
With trusted proxies, what the outermost of them wrote counts
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

function url(int $trusted, ?string $proto, ?string $host): string
{
    $_SERVER = array_filter([
        'REQUEST_METHOD' => 'POST',
        'REQUEST_URI' => '/dlr',
        'HTTP_HOST' => 'inner',
        'HTTP_X_FORWARDED_PROTO' => $proto,
        'HTTP_X_FORWARDED_HOST' => $host,
    ], is_string(...));
    return Delivrd\Request::fromGlobals(trustedProxies: $trusted)->url;
}

echo url(1, 'https', 'example.com'), "\n";
// What the caller forged stands to the left of what the proxies wrote.
echo url(1, 'http, https', 'forged.example, example.com'), "\n";
echo url(2, 'http,https,http', "forged.example ,\t example.com:8443 , middle"), "\n";
// Fewer values than proxies: nobody knows who wrote them.
echo url(2, 'https', 'example.com'), "\n";
echo url(3, 'https,https', null), "\n";
// Values that are none.
echo url(1, 'gopher', 'a b'), "\n";
echo url(1, 'HTTPS', ''), "\n";
echo url(1, 'https,', 'example.com,'), "\n";
echo url(PHP_INT_MAX, 'https', 'example.com'), "\n";
?>
--EXPECT--
https://example.com/dlr
https://example.com/dlr
https://example.com:8443/dlr
http://inner/dlr
http://inner/dlr
http://inner/dlr
https://inner/dlr
http://inner/dlr
http://inner/dlr
