--TEST--
No dump, exception or trace holds a key, a number or a text
--EXTENSIONS--
delivrd
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=1000
--FILE--
<?php
require __DIR__ . '/helpers.inc';

// A number that nobody has, and letters that stand nowhere else, for each place.
const NUMBER = '+14155550142';
const KEY = 'Xq7LvNzR2mTk9WpHc4JbYs6G';
const OLD_KEY = 'Bt3HdMwK8xVr5QnJf7ZcPy2S';
const NAME = 'hW2qPiD7VmXf4TbUz9RsKc6E';
const VALUE = 'nQ5xJeB0GyLr8AoMk1HvZw3S';
const TEXT = 'tR9cYpU4FsNd6ViXa2KgEb7Q';
const AMOUNT = '0.4155550142';
const KEYS = [KEY, OLD_KEY];
const EVERYTHING = [KEY, OLD_KEY, NAME, VALUE, TEXT, NUMBER, AMOUNT];

/** Whether a text holds a piece of a canary: as it is, in hex or in base64. */
function holds(string $text, array $canaries): bool
{
    foreach ($canaries as $canary) {
        $forms = [[$canary, 8], [bin2hex($canary), 16]];
        preg_match('/[0-9]{7,}/', $canary, $digits);
        $forms[] = [$digits[0] ?? '', 7];
        for ($offset = 0; $offset < 3; $offset++) {
            // The last letters depend on what follows.
            $forms[] = [substr(base64_encode(substr($canary, $offset)), 0, -4), 8];
        }
        foreach ($forms as [$form, $length]) {
            for ($at = 0; $at + $length <= strlen($form); $at++) {
                if (stripos($text, substr($form, $at, $length)) !== false) {
                    return true;
                }
            }
        }
    }
    return false;
}

$texts = 0;
$found = 0;

function check(string $name, string $text, array $canaries = EVERYTHING): void
{
    global $texts, $found;
    $texts++;
    if (holds($text, $canaries)) {
        $found++;
        echo "$name: $text\n";
    }
}

/** What PHP shows for people. */
function dumped(mixed $value): string
{
    ob_start();
    var_dump($value);
    print_r($value);
    debug_zval_dump($value);
    return ob_get_clean();
}

/** What PHP makes of a value for programs. */
function exported(object $value): string
{
    $members = [];
    foreach ($value as $name => $member) {
        $members[$name] = $member;
    }
    $arrays = [get_object_vars($value), (array) $value, $members];
    return var_export($value, true) . json_encode($value) . json_encode($arrays);
}

function error_of(callable $call): Throwable
{
    try {
        $call();
    } catch (Throwable $error) {
        return $error;
    }
    throw new Exception('nothing thrown');
}

function own_verifier(array $more = []): Delivrd\Verifier
{
    $keys = [['secret' => OLD_KEY, 'label' => 'night'], KEY];
    return new Delivrd\Verifier('telecom23', $more + ['secrets' => $keys, 'account' => 'eu']);
}

function request(string $body, int $time = NOW): Delivrd\Request
{
    return new Delivrd\Request(VALUE, 'https://' . TEXT . '/?to=' . NUMBER, signed($body, $time, KEY) + [NAME => VALUE], $body);
}

function news(string $status, array $more = []): Delivrd\Notification
{
    $facts = ['recipient' => NUMBER, 'sender_id' => VALUE, 'status_code' => NAME, 'cost' => AMOUNT, 'timestamp' => '2026-02-02T02:40:00Z',
        'workspace_id' => VALUE, 'telecom_message_id' => TEXT, 'message_id' => TEXT, NAME => NUMBER];
    return own_verifier()->receiveRequest(request(payload($status, $more + $facts)), NOW);
}

/** One as it would be stored, with what 23 Telecom lacks. */
function stored(array $more = []): Delivrd\Notification
{
    $members = news('DELIVRD')->toArray();
    $members['event'] = ['id' => TEXT, 'type' => NAME, 'attempt' => 2];
    $members['receipts'][0]['cost'] = ['amount' => AMOUNT, 'currency' => VALUE];
    $members['receipts'][0]['tags'] = [VALUE, NUMBER];
    foreach (['reference', 'channel', 'campaign', 'detail', 'carrier', 'network'] as $name) {
        $members['receipts'][0][$name] = TEXT;
    }
    return Delivrd\Notification::fromJson(json_encode($more + $members));
}

// Objects of every class, full of canaries.
$failed = news('UNDELIV');
$outcome = new Delivrd\Outcome();
$change = $outcome->apply($failed->receipts[0]);
$outcome->apply(stored()->receipts[0]);
$unreadable = stored(['unreadable' => [['index' => 7, 'kind' => 'wrong_type']]]);
$objects = [
    own_verifier(), request(payload('DELIVRD', ['message_id' => TEXT])),
    $failed, stored(), $unreadable, stored(['receipts' => [], 'other' => ['type' => TEXT]]),
    $failed->receipts[0], stored()->receipts[0], news(TEXT)->receipts[0], $failed->event, stored()->event, $failed->verified,
    $unreadable->unreadable[0], $failed->receipts[0]->failure, $failed->receipts[0]->advice, $failed->receipts[0]->cost,
    stored()->receipts[0]->cost, $outcome, $outcome->cost(), $outcome->summary(), $outcome->contradiction(), $outcome->segments()[0],
    $change, new Delivrd\Outcome(),
];

// Every refusal there is, of calls that are full of canaries.
$own = own_verifier();
$url = 'https://' . TEXT . '/?to=' . NUMBER;
$bad = ['X-Webhook-Timestamp' => (string) NOW, 'X-Webhook-Signature' => VALUE];
$calls = [
    fn () => own_verifier(['secret' => KEY]),
    fn () => new Delivrd\Verifier('telecom23', []),
    // The id of a provider is the application's own, and may be seen.
    fn () => new Delivrd\Verifier('nobody', ['secret' => KEY]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY . "\xff"]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => new ArrayObject([KEY])]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY, NAME => TEXT]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY, 'statuses' => [NAME => ['state' => TEXT]]]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY, 'codes' => [NAME => ['reason' => TEXT]]]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY, 'advice' => [[NAME => TEXT]]]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY, 'tolerance' => 14155550142]),
    fn () => new Delivrd\Verifier('telnyx', ['public_key' => KEY]),
    fn () => new Delivrd\Verifier(...['telecom23', KEY]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY], [TEXT]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY], ['id = "' . TEXT . "\"\n" . NAME . ' = 1', NUMBER]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY], [TEXT . "\xff"]),
    fn () => new Delivrd\Verifier('telecom23', ['secret' => KEY], ['secret' => [KEY]]),
    fn () => $own->__construct('telecom23', ['secret' => KEY]),
    fn () => $own->receive(VALUE, $url, $bad, TEXT, NOW),
    fn () => $own->receive(VALUE, $url, [TEXT], TEXT, NOW),
    fn () => $own->receive(VALUE, $url, [NAME => NUMBER], TEXT, NOW),
    fn () => $own->receive(VALUE, $url, signed(TEXT), TEXT, NOW),
    fn () => $own->receive(VALUE, $url, signed(TEXT, NOW, KEY), TEXT, NOW),
    fn () => $own->receive(VALUE, $url, signed('{"' . NAME . '":"' . TEXT . '"}', NOW, KEY), '{"' . NAME . '":"' . TEXT . '"}', NOW),
    fn () => $own->receive(VALUE . "\xff", $url, $bad, TEXT, NOW),
    fn () => $own->receive(...[VALUE, $url, $bad, [TEXT], NOW]),
    fn () => $own->receive(...[VALUE, $url, TEXT, TEXT, NOW]),
    fn () => $own->receiveRequest(request(TEXT, 1), NOW),
    fn () => $own->receiveRequest(request(TEXT), NOW),
    fn () => $own->receiveRequest(...[TEXT]),
    fn () => own_verifier(['max_body' => 1])->receiveRequest(request(TEXT), NOW),
    fn () => $own->messageKey(TEXT . "\xff", NUMBER),
    fn () => $own->messageKey(TEXT, NUMBER . "\xff"),
    fn () => $own->messageKey(...[[TEXT], NUMBER]),
    fn () => $own->adviseOutcome(...[TEXT]),
    fn () => new Delivrd\Request(...[VALUE, TEXT, VALUE, NUMBER]),
    fn () => request(TEXT)->__construct(VALUE, TEXT, [NAME => VALUE], NUMBER),
    fn () => Delivrd\Request::fromGlobals(),
    fn () => Delivrd\Notification::fromJson(TEXT),
    fn () => Delivrd\Notification::fromJson('{"provider":"' . NUMBER . '"}'),
    fn () => Delivrd\Notification::fromJson(...[[TEXT]]),
    fn () => Delivrd\Outcome::fromJson(TEXT),
    fn () => Delivrd\Outcome::fromJson('{"policy":"' . NUMBER . '"}'),
    fn () => Delivrd\Outcome::fromJson(...[[TEXT]]),
    fn () => $outcome->apply(...[TEXT]),
    fn () => $outcome->merge(new Delivrd\Outcome(Delivrd\Policy::FailureSticky)),
];
foreach ($calls as $number => $call) {
    $error = error_of($call);
    $objects[] = $error;
    // Other frames than the first are this test's own, and so are the variables of its closures.
    $trace = print_r(array_slice($error->getTrace(), 0, 1), true);
    check("call $number", $error->getMessage() . $error->getTraceAsString() . $error . $trace);
    check("call $number, properties", json_encode(get_object_vars($error)));
}

// A number in a trace: that of a function of the application that takes a receipt.
$thrower = fn (Delivrd\Receipt $receipt, Delivrd\Request $request) => throw new Exception('own');
$error = error_of(fn () => $thrower(stored()->receipts[0], request(TEXT)));
check('trace of an application', dumped(array_slice($error->getTrace(), 0, 1)) . $error);
function with_backtrace(Delivrd\Verifier $verifier, Delivrd\Notification $notification): array
{
    return array_slice(debug_backtrace(), 0, 1);
}
check('backtrace', dumped(with_backtrace($own, $failed)));

$seen = [];
foreach ($objects as $object) {
    $class = $object::class;
    if (str_starts_with($class, 'Delivrd\\')) {
        $seen[$class] = true;
        check("dump of $class", $object instanceof Throwable ? '' : dumped($object));
        check("keys in $class", $object instanceof Throwable ? '' : exported($object), KEYS);
        check("refusal of $class", error_of(fn () => serialize($object))->getMessage());
    }
}
// The words are constants: what is asked for is PHP's own text, and PHP quotes it.
foreach ((new ReflectionExtension('delivrd'))->getClasses() as $name => $class) {
    if ($class->isEnum()) {
        $seen[$name] = true;
        check("words of $name", dumped($class->getConstants()) . serialize($class->getConstants()) . json_encode($class->getConstants()));
    }
    // A panic throws it: tests/panic.php looks into it.
    if (!isset($seen[$name]) && !$class->isInterface() && $name !== Delivrd\InternalException::class) {
        echo "no canary was put into $name\n";
    }
    foreach ($class->isEnum() ? [] : $class->getMethods() as $method) {
        foreach (str_starts_with($method->class, 'Delivrd\\') ? $method->getParameters() : [] as $parameter) {
            // What the application chooses for itself; a text in the place of any other shows when it is refused.
            $is_own = in_array($parameter->name, ['provider', 'baseUrl', 'trustedProxies', 'now', 'policy'], true);
            if (!$is_own && $parameter->getAttributes(SensitiveParameter::class) === []) {
                echo "{$method->class}::{$method->name}: {$parameter->name} shows in traces\n";
            }
        }
    }
}

// The check itself, and what shows by design.
var_dump(holds('a number: 4155550142', EVERYTHING), holds(substr(KEY, 3, 8), KEYS), holds(bin2hex(TEXT), EVERYTHING));
var_dump(holds(base64_encode('ab' . KEY), KEYS), holds(substr(KEY, 0, 7), KEYS), holds(print_r(Delivrd\State::cases(), true), EVERYTHING));
$shown = print_r($failed, true);
foreach (['telecom23', 'eu', $failed->receipts[0]->dedupeKey, 'undelivered', '[recipient] => ***'] as $part) {
    var_dump(str_contains($shown, $part));
}
var_dump(str_contains(exported(stored()->receipts[0]), NUMBER));
var_dump($texts > 150, $found);
$line = sprintf("php: %d texts of %d classes, %d canaries found\n", $texts, count($seen) + 1, $found);
getenv('DELIVRD_REPORT') && file_put_contents(getenv('DELIVRD_REPORT'), $line, FILE_APPEND);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
int(0)
