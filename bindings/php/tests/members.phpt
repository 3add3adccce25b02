--TEST--
Every member of the contract is a property
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$schema = read_json('schema/vectors.schema.json')['$defs'];
$notification = $schema['notification']['properties'];
$contract = [
    'Notification' => $schema['notification']['required'],
    'Event' => $notification['event']['required'],
    'Verification' => $notification['verified']['required'],
    'Unreadable' => $notification['unreadable']['items']['required'],
    'Receipt' => $schema['receipt']['required'],
    'Failure' => $schema['failure']['required'],
    'Advice' => $schema['advice']['required'],
    'Cost' => $schema['receipt']['properties']['cost']['required'],
];
foreach ($contract as $name => $members) {
    $class = new ReflectionClass("Delivrd\\$name");
    $properties = $class->getProperties();
    $names = array_map(fn ($property) => snake($property->name), $properties);
    $loose = array_filter($properties, fn ($property) => !$property->isReadOnly() || !$property->hasType());
    printf("%s: %d %s\n", $name, count($names), $names === $members && !$loose ? 'equal' : 'DIFFERENT');
}
?>
--EXPECT--
Notification: 8 equal
Event: 3 equal
Verification: 4 equal
Unreadable: 2 equal
Receipt: 25 equal
Failure: 3 equal
Advice: 3 equal
Cost: 2 equal
