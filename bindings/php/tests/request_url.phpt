--TEST--
The URL comes from a base URL, or from the request itself; nothing forwarded counts
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

const PLAIN = ['REQUEST_METHOD' => 'POST', 'REQUEST_URI' => '/dlr?a=1&b=%20', 'HTTP_HOST' => 'inner:8080'];
const FORGED = ['HTTP_X_FORWARDED_PROTO' => 'https', 'HTTP_X_FORWARDED_HOST' => 'forged.example'];

function url(array $server, ?string $baseUrl = null): string
{
    $_SERVER = $server;
    return Delivrd\Request::fromGlobals($baseUrl)->url;
}

echo url(PLAIN), "\n";
echo url(PLAIN + FORGED), "\n";
echo url(PLAIN + FORGED, 'https://example.com'), "\n";
echo url(PLAIN, 'https://example.com/'), "\n";
echo url(PLAIN, 'HTTPS://example.com/hooks'), "\n";
foreach (['on', '1', 'off', 'OFF', ''] as $https) {
    echo url(['HTTPS' => $https] + PLAIN), "\n";
}
echo url(['HTTP_HOST' => '[::1]:8080'] + PLAIN), "\n";
// Whole URLs in the request line, as proxies send them.
echo url(['REQUEST_URI' => 'http://other.example/dlr?a=1'] + PLAIN), "\n";
echo url(['REQUEST_URI' => 'http://other.example?a=1'] + PLAIN, 'https://example.com'), "\n";
echo url(['REQUEST_URI' => 'dlr'] + PLAIN), "\n";
// A URL within the query.
echo url(['REQUEST_URI' => 'dlr?to=http://other.example/a'] + PLAIN), "\n";
// No host, or one that no host can have.
$named = ['SERVER_NAME' => 'named.example', 'SERVER_PORT' => '8443', 'HTTPS' => 'on'];
foreach (['', 'a b', "a\r\nX: y", 'a/b', 'user@host', "\xe4", str_repeat('a', 300)] as $host) {
    echo url(['HTTP_HOST' => $host] + $named + PLAIN), "\n";
}
echo url(['SERVER_PORT' => '443', 'HTTP_HOST' => ''] + $named + PLAIN), "\n";
echo url(['HTTP_HOST' => ''] + PLAIN), "\n";
echo url(['HTTP_HOST' => ':80'] + $named + PLAIN), "\n";
// A port that no port can be.
foreach (['1', '65535', '0', '65536', '84430000000000', '-1', '+1', ' 1', '8443/x', "8443\r\nX: y", "1\0", 'https', ''] as $port) {
    echo url(['HTTP_HOST' => '', 'SERVER_PORT' => $port] + $named + PLAIN), "\n";
}
// Base URLs with all that they may have.
foreach (['http://a', 'https://[::1]:8443/', 'https://example.com:8443//', 'https://example.com/a/b%20c/'] as $base) {
    echo url(PLAIN, $base), "\n";
}
?>
--EXPECT--
http://inner:8080/dlr?a=1&b=%20
http://inner:8080/dlr?a=1&b=%20
https://example.com/dlr?a=1&b=%20
https://example.com/dlr?a=1&b=%20
HTTPS://example.com/hooks/dlr?a=1&b=%20
https://inner:8080/dlr?a=1&b=%20
https://inner:8080/dlr?a=1&b=%20
http://inner:8080/dlr?a=1&b=%20
http://inner:8080/dlr?a=1&b=%20
http://inner:8080/dlr?a=1&b=%20
http://[::1]:8080/dlr?a=1&b=%20
http://inner:8080/dlr?a=1
https://example.com/?a=1
http://inner:8080/dlr
http://inner:8080/dlr?to=http://other.example/a
https://named.example:8443/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
http://localhost/dlr?a=1&b=%20
https://named.example:8443/dlr?a=1&b=%20
https://named.example:1/dlr?a=1&b=%20
https://named.example:65535/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
https://named.example/dlr?a=1&b=%20
http://a/dlr?a=1&b=%20
https://[::1]:8443/dlr?a=1&b=%20
https://example.com:8443/dlr?a=1&b=%20
https://example.com/a/b%20c/dlr?a=1&b=%20
