--TEST--
Objects over a handle are neither cloned, nor serialized, nor made twice
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$notification = receive(payload('DELIVRD'));
$objects = [verifier(), $notification, $notification->receipts[0], new Delivrd\Outcome()];
foreach ($objects as $object) {
    echo thrown(fn () => clone $object), "\n";
    echo thrown(fn () => serialize($object)), "\n";
    echo thrown(fn () => unserialize(sprintf('O:%d:"%s":0:{}', strlen($object::class), $object::class))), "\n";
    echo thrown(fn () => $object->own = 1), "\n";
    echo thrown(fn () => (new ReflectionClass($object))->newInstanceWithoutConstructor()), "\n";
}
echo thrown(fn () => verifier()->__construct('telecom23', ['secret' => SECRET])), "\n";
echo thrown(fn () => new Delivrd\Notification()), "\n";
echo thrown(fn () => new Delivrd\Advice()), "\n";
$request = new Delivrd\Request('POST', URL, [], '');
echo thrown(fn () => $request->__construct('GET', URL, [], '')), "\n";
$empty = (new ReflectionClass($request))->newInstanceWithoutConstructor();
echo thrown(fn () => verifier()->receiveRequest($empty)), "\n";
$outcome = new Delivrd\Outcome();
$outcome->apply($notification->receipts[0]);
$outcome->__construct();
var_dump($outcome->state(), $outcome == new Delivrd\Outcome(), $outcome == $outcome);
?>
--EXPECT--
Error: Trying to clone an uncloneable object of class Delivrd\Verifier
Exception: Serialization of 'Delivrd\Verifier' is not allowed
Exception: Unserialization of 'Delivrd\Verifier' is not allowed
Error: Cannot create dynamic property Delivrd\Verifier::$own
ReflectionException: Class Delivrd\Verifier is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Trying to clone an uncloneable object of class Delivrd\Notification
Exception: Serialization of 'Delivrd\Notification' is not allowed
Exception: Unserialization of 'Delivrd\Notification' is not allowed
Error: Cannot create dynamic property Delivrd\Notification::$own
ReflectionException: Class Delivrd\Notification is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Trying to clone an uncloneable object of class Delivrd\Receipt
Exception: Serialization of 'Delivrd\Receipt' is not allowed
Exception: Unserialization of 'Delivrd\Receipt' is not allowed
Error: Cannot create dynamic property Delivrd\Receipt::$own
ReflectionException: Class Delivrd\Receipt is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Trying to clone an uncloneable object of class Delivrd\Outcome
Exception: Serialization of 'Delivrd\Outcome' is not allowed
Exception: Unserialization of 'Delivrd\Outcome' is not allowed
Error: Cannot create dynamic property Delivrd\Outcome::$own
ReflectionException: Class Delivrd\Outcome is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: a Delivrd\Verifier cannot be constructed again
Error: Call to private Delivrd\Notification::__construct() from global scope
Error: Call to private Delivrd\Advice::__construct() from global scope
Error: Cannot modify readonly property Delivrd\Request::$method
Delivrd\ConfigException invalid_argument
enum(Delivrd\State::Unknown)
bool(false)
bool(true)
