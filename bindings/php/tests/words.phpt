--TEST--
The words of the enums are those of the contract
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$schema = read_json('schema/vectors.schema.json')['$defs'];
$contract = [
    'State' => $schema['receipt']['properties']['state']['enum'],
    'Confirmation' => $schema['receipt']['properties']['confirmation']['enum'],
    'CodeSystem' => array_filter($schema['receipt']['properties']['code_system']['enum']),
    'Reason' => $schema['failure']['properties']['reason']['enum'],
    'Permanence' => $schema['failure']['properties']['permanence']['enum'],
    'Source' => $schema['failure']['properties']['source']['enum'],
    'Action' => $schema['advice']['properties']['action']['enum'],
    'Policy' => ['delivered_wins', 'failure_sticky'],
];
foreach ($contract as $name => $words) {
    $cases = ("Delivrd\\$name")::cases();
    $own = array_column($cases, 'value');
    sort($own);
    sort($words);
    $named = array_filter($cases, fn ($case) => snake($case->name) === $case->value);
    printf("%s: %d %s\n", $name, count($own), $own === $words && $named === $cases ? 'equal' : 'DIFFERENT');
}
?>
--EXPECT--
State: 9 equal
Confirmation: 6 equal
CodeSystem: 5 equal
Reason: 21 equal
Permanence: 3 equal
Source: 5 equal
Action: 10 equal
Policy: 2 equal
