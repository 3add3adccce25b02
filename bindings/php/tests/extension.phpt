--TEST--
The extension, the library and their words belong together
--EXTENSIONS--
delivrd
--FILE--
<?php
ob_start();
(new ReflectionExtension('delivrd'))->info();
$info = ob_get_clean();
preg_match_all('/^(.+) => (.+)$/m', $info, $rows);
$rows = array_combine($rows[1], $rows[2]);
var_dump(phpversion('delivrd') === $rows['Extension version']);
var_dump($rows['Extension version'] === $rows['Library version']);
var_dump($rows['Library ABI']);
var_dump($rows['Words that only library or extension knows']);
var_dump((new ReflectionExtension('delivrd'))->getINIEntries());
?>
--EXPECT--
bool(true)
bool(true)
string(1) "1"
string(1) "0"
array(0) {
}
