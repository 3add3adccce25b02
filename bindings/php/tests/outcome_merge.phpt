--TEST--
Outcomes merge if they have one policy
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

use Delivrd\Outcome;
use Delivrd\Policy;

function outcome(Policy $policy, string ...$words): Outcome
{
    $outcome = new Outcome($policy);
    foreach ($words as $word) {
        $outcome->apply(receipt($word));
    }
    return $outcome;
}

foreach (Policy::cases() as $policy) {
    $one = outcome($policy, 'UNDELIV');
    $change = $one->merge(outcome($policy, 'DELIVRD'));
    echo $one->policy()->name, ': ', $one->state()->value, ', ', $change->before->state->value, "\n";
    var_dump($one->toJson() === outcome($policy, 'DELIVRD', 'UNDELIV')->toJson());
    var_dump($one->toArray()['policy'] === $policy->value);
    var_dump($one->merge($one)->newInformation);
    var_dump(Outcome::fromJson($one->toJson())->policy() === $policy);
}
echo thrown(fn () => outcome(Policy::DeliveredWins)->merge(outcome(Policy::FailureSticky))), "\n";
var_dump((new ReflectionParameter([Outcome::class, '__construct'], 0))->getDefaultValue());
?>
--EXPECT--
DeliveredWins: delivered, undelivered
bool(true)
bool(true)
bool(false)
bool(true)
FailureSticky: undelivered, undelivered
bool(true)
bool(true)
bool(false)
bool(true)
Delivrd\ConfigException invalid_argument
enum(Delivrd\Policy::DeliveredWins)
