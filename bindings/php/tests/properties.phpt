--TEST--
Properties that are made late look like any others
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$fresh = fn () => receipt('UNDELIV', ['sender_id' => 'Shop']);
$count = count((new ReflectionClass(Delivrd\Receipt::class))->getProperties());

// Each way of looking, on a receipt that nobody has looked at.
var_dump(count(get_object_vars($fresh())) === $count);
var_dump(count((array) $fresh()) === $count);
$names = [];
foreach ($fresh() as $name => $value) {
    $names[] = $name;
}
var_dump($names === array_keys(get_object_vars($fresh())));
var_dump($fresh() == $fresh(), $fresh() == receipt('DELIVRD'));
$receipt = $fresh();
var_dump(isset($receipt->failure->reason), isset($receipt->cost), empty($receipt->tags), isset($receipt->nothing));
$receipt = $fresh();
var_dump((new ReflectionProperty($receipt, 'state'))->isInitialized($receipt));
var_dump((new ReflectionProperty($receipt, 'status'))->getValue($receipt));
var_dump(property_exists($receipt, 'carrier'));
['messageId' => $id] = get_object_vars($fresh());
var_dump($id);
$name = 'message' . 'Id';
var_dump($fresh()->$name, $receipt->failure === $receipt->failure);

// Nothing changes them, whether they were made already or not. (A reference to an object is one to
// a copy of its handle: PHP allows that.)
foreach ([false, true] as $made) {
    foreach (['state', 'tags', 'cost'] as $name) {
        $receipt = $fresh();
        $made && $receipt->$name;
        echo thrown(function () use ($receipt, $name) { $receipt->$name = null; }), "\n";
        echo thrown(function () use ($receipt, $name) { unset($receipt->$name); }), "\n";
        echo thrown(function () use ($receipt, $name) { $reference = &$receipt->$name; }), "\n";
        $property = new ReflectionProperty($receipt, $name);
        echo thrown(fn () => $property->setValue($receipt, $property->getValue(receipt('DELIVRD')))), "\n";
    }
}
$receipt = $fresh();
echo thrown(function () use ($receipt) { foreach ($receipt as $name => &$value) {} }), "\n";
echo thrown(function () use ($receipt) { $receipt->tags[] = 'x'; }), "\n";
$warning = null;
set_error_handler(function ($level, $message) use (&$warning) { $warning = $message; return true; });
$nothing = $receipt->nothing;
var_dump($nothing, $warning);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)
string(7) "UNDELIV"
bool(true)
string(7) "api_7_1"
string(7) "api_7_1"
bool(true)
Error: Cannot modify readonly property Delivrd\Receipt::$state
Error: Cannot unset readonly property Delivrd\Receipt::$state
nothing
Error: Cannot modify readonly property Delivrd\Receipt::$state
Error: Cannot modify readonly property Delivrd\Receipt::$tags
Error: Cannot unset readonly property Delivrd\Receipt::$tags
Error: Cannot modify readonly property Delivrd\Receipt::$tags
Error: Cannot modify readonly property Delivrd\Receipt::$tags
Error: Cannot modify readonly property Delivrd\Receipt::$cost
Error: Cannot unset readonly property Delivrd\Receipt::$cost
Error: Cannot modify readonly property Delivrd\Receipt::$cost
Error: Cannot modify readonly property Delivrd\Receipt::$cost
Error: Cannot modify readonly property Delivrd\Receipt::$state
Error: Cannot unset readonly property Delivrd\Receipt::$state
nothing
Error: Cannot modify readonly property Delivrd\Receipt::$state
Error: Cannot modify readonly property Delivrd\Receipt::$tags
Error: Cannot unset readonly property Delivrd\Receipt::$tags
Error: Cannot modify readonly property Delivrd\Receipt::$tags
Error: Cannot modify readonly property Delivrd\Receipt::$tags
Error: Cannot modify readonly property Delivrd\Receipt::$cost
Error: Cannot unset readonly property Delivrd\Receipt::$cost
Error: Cannot modify readonly property Delivrd\Receipt::$cost
Error: Cannot modify readonly property Delivrd\Receipt::$cost
Error: Cannot acquire reference to readonly property Delivrd\Receipt::$dedupeKey
Error: Cannot modify readonly property Delivrd\Receipt::$tags
NULL
string(45) "Undefined property: Delivrd\Receipt::$nothing"
