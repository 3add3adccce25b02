--TEST--
A verifier takes providers that are files of the application's own
--EXTENSIONS--
delivrd
--FILE--
<?php
require __DIR__ . '/helpers.inc';

$text = file_get_contents(shared_tests() . '/definitions/acme_sms.toml');
$acme = read_json('definitions/acme_sms.json');
$config = ['secret' => $acme['secret']];
$make = fn (array $definitions, string $provider = 'acme_sms') => new Delivrd\Verifier($provider, $config, $definitions);
$refused = function (array $definitions) use ($make): string {
    try {
        return $make($definitions)->provider;
    } catch (Delivrd\ConfigException $error) {
        return "$error->kind: {$error->getMessage()}";
    }
};

$verifier = new Delivrd\Verifier('acme_sms', $config, definitions: [$text]);
echo $verifier->provider, "\n";
foreach ($acme['requests'] as $request) {
    try {
        $notification = $verifier->receive('POST', URL, $request['headers'], $request['body'], $acme['now']);
        $answer = ['states' => array_map(fn ($receipt) => $receipt->state->value, $notification->receipts)];
    } catch (Delivrd\Exception $error) {
        $answer = ['error' => $error->kind];
    }
    var_dump($answer === array_intersect_key($request, $answer));
}

// The others are there, too, and it belongs to its verifier alone.
echo $make([$text], 'telecom23')->provider, "\n";
echo $make(['own' => $text, 'other' => str_replace('"acme_sms"', '"acme_two"', $text)], 'acme_two')->provider, "\n";
echo thrown(fn () => $make([])), "\n";

// A mistake has its line, and of several texts its number.
$wrong = str_replace('"hmac_sha256"', '"hmac_md5"', $text);
$line = 1 + substr_count($wrong, "\n", 0, strpos($wrong, 'hmac_md5'));
var_dump(str_starts_with($refused([$wrong]), "invalid_config: definition: line $line: "));
var_dump(str_starts_with($refused([$text, $wrong]), "invalid_config: definition 2: line $line: "));
echo $refused([$text, $text]), "\n";
echo $refused([str_replace('"acme_sms"', '"telnyx"', $text)]), "\n";
echo $refused([7]), "\n";
echo $refused(["$text# \xff"]), "\n";
echo thrown(fn () => new Delivrd\Verifier(...['acme_sms', $config, $text])), "\n";
?>
--EXPECT--
acme_sms
bool(true)
bool(true)
bool(true)
telecom23
acme_two
Delivrd\ConfigException unknown_provider
bool(true)
bool(true)
invalid_argument: definition 2: a provider with this id is registered already
invalid_argument: a provider with this id is registered already
invalid_argument: definitions: expected texts
invalid_argument: a definition is not UTF-8
TypeError: Delivrd\Verifier::__construct(): Argument #3 ($definitions) must be of type array, string given
