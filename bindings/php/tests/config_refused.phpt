--TEST--
A configuration that is off is refused when the verifier is made
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$deep = 'x';
for ($level = 0; $level < 40; $level++) {
    $deep = [$deep];
}
$loop = ['secret' => SECRET];
$loop['codes'] = &$loop;
$cases = [
    'no key' => [],
    'an empty key' => ['secret' => ''],
    'a list without names' => [SECRET],
    'an unknown member' => ['secret' => SECRET, 'tolerence' => 1],
    'no UTF-8' => ['secret' => "\xff\xfe" . SECRET],
    'a name that is no UTF-8' => ["\xff" => 1],
    'no number' => ['secret' => SECRET, 'tolerance' => NAN],
    'an infinite number' => ['secret' => SECRET, 'tolerance' => INF],
    'a fraction' => ['secret' => SECRET, 'tolerance' => 1.5],
    'an object' => ['secret' => new ArrayObject([SECRET])],
    'a resource' => ['secret' => STDIN],
    'too deep' => ['secret' => SECRET, 'codes' => $deep],
    'without end' => $loop,
    'unverified' => ['secret' => SECRET, 'unverified' => true],
];
json_decode('{');
foreach ($cases as $name => $config) {
    echo $name, ': ', thrown(fn () => new Delivrd\Verifier('telecom23', $config)), "\n";
}
// PHP leaves cycles to its allocator when it ends, which valgrind is right to call lost.
unset($loop['codes'], $loop, $cases, $config);
gc_collect_cycles();
echo 'provider: ', thrown(fn () => new Delivrd\Verifier('nobody', [])), "\n";
// The state of somebody else's JSON is left alone.
var_dump(json_last_error() === JSON_ERROR_SYNTAX);
?>
--EXPECT--
no key: Delivrd\ConfigException invalid_config
an empty key: Delivrd\ConfigException invalid_config
a list without names: Delivrd\ConfigException invalid_config
an unknown member: Delivrd\ConfigException invalid_config
no UTF-8: Delivrd\ConfigException invalid_config
a name that is no UTF-8: Delivrd\ConfigException invalid_config
no number: Delivrd\ConfigException invalid_config
an infinite number: Delivrd\ConfigException invalid_config
a fraction: Delivrd\ConfigException invalid_config
an object: Delivrd\ConfigException invalid_config
a resource: Delivrd\ConfigException invalid_config
too deep: Delivrd\ConfigException invalid_config
without end: Delivrd\ConfigException invalid_config
unverified: Delivrd\ConfigException invalid_config
provider: Delivrd\ConfigException unknown_provider
bool(true)
