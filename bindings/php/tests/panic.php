<?php
// With a library that was built with the feature forced-panic: a bug comes back as InternalException.
declare(strict_types=1);

$canary = 'canary-of-this-test';
$verifier = new Delivrd\Verifier('panics', ['secret' => 'anything']);
for ($round = 0; $round < 3; $round++) {
    try {
        $verifier->receive('POST', 'https://example.com/dlr', [], $canary, 0);
        exit("no exception\n");
    } catch (Delivrd\InternalException $error) {
        $right = $error->kind === 'internal' && $error->number === 9001 && $error->httpStatus === 500
            && $error->retryable && !$error->authentic && $error->skew === null;
        if (!$right || str_contains((string) $error, $canary)) {
            exit("another exception: $error\n");
        }
    }
}
echo "php: a panic is an InternalException\n";
