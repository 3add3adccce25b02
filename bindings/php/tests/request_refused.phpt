--TEST--
Without a request, or with a base URL that is none, there is no Request
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$_SERVER = ['REQUEST_METHOD' => 'POST', 'REQUEST_URI' => '/dlr'];
$refused = [
    '', 'example.com', 'ftp://example.com', 'https://', 'https://example.com?a=1', 'https://example.com#a',
    'https:///', 'https:////', 'http:///', 'http://', 'https:///hooks', 'https://:443', 'https://a b', 'https://user@example.com',
    "https://example.com\r\nX: y", "https://example.com/\0", 'https://example.com/a b', 'https://' . str_repeat('a', 300),
];
foreach ($refused as $url) {
    echo thrown(fn () => Delivrd\Request::fromGlobals($url)), "\n";
}
echo thrown(fn () => Delivrd\Request::fromGlobals(null, -1)), "\n";
echo thrown(fn () => Delivrd\Request::fromGlobals('https://example.com', 1)), "\n";
foreach ([['REQUEST_METHOD' => 'POST'], ['REQUEST_URI' => '/'], ['REQUEST_METHOD' => [], 'REQUEST_URI' => '/']] as $server) {
    $_SERVER = $server;
    echo thrown(fn () => Delivrd\Request::fromGlobals()), "\n";
}
unset($_SERVER);
echo thrown(fn () => Delivrd\Request::fromGlobals()), "\n";
?>
--EXPECT--
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
Delivrd\ConfigException invalid_argument
