--TEST--
Exceptions belong to PHP's own classes, and are made by delivrd alone
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

foreach (['Config', 'Verification', 'Parse', 'Internal'] as $name) {
    $class = new ReflectionClass("Delivrd\\{$name}Exception");
    var_dump($class->implementsInterface(Delivrd\Exception::class) && $class->isFinal());
    echo $class->getParentClass()->name, "\n";
    echo thrown(fn () => new $class->name('own')), "\n";
}
try {
    new Delivrd\Verifier('telecom23', []);
} catch (Delivrd\Exception $error) {
    echo thrown(fn () => $error->kind = 'other'), "\n";
    echo thrown(fn () => $error->own = 1), "\n";
    echo thrown(fn () => serialize($error)), "\n";
}
?>
--EXPECT--
bool(true)
InvalidArgumentException
Error: Call to private Delivrd\ConfigException::__construct() from global scope
bool(true)
RuntimeException
Error: Call to private Delivrd\VerificationException::__construct() from global scope
bool(true)
RuntimeException
Error: Call to private Delivrd\ParseException::__construct() from global scope
bool(true)
RuntimeException
Error: Call to private Delivrd\InternalException::__construct() from global scope
Error: Cannot modify readonly property Delivrd\ConfigException::$kind
Error: Cannot create dynamic property Delivrd\ConfigException::$own
Exception: Serialization of 'Delivrd\ConfigException' is not allowed
