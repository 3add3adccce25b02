<?php
// With a library that was built with the feature forced-panic: a bug comes back as InternalException, which
// holds nothing of the call; nor does what is written to stderr, as test.sh sees to.
declare(strict_types=1);

$canary = 'Xq7LvNzR2mTk9WpHc4JbYs6G';
$verifier = new Delivrd\Verifier('panics', ['secret' => $canary]);
for ($round = 0; $round < 3; $round++) {
    try {
        $verifier->receive($canary, "https://$canary/", [$canary => $canary], "$canary of +14155550142", 0);
        exit("no exception\n");
    } catch (Delivrd\InternalException $error) {
        $right = $error->kind === 'internal' && $error->number === 9001 && $error->httpStatus === 500
            && $error->retryable && !$error->authentic && $error->skew === null;
        $shown = $error . print_r($error->getTrace(), true) . json_encode(get_object_vars($error));
        if (!$right || preg_match('/Xq7LvNzR|4155550142/', $shown)) {
            exit("another exception: $error\n");
        }
    }
}
echo "php: a panic is an InternalException\n";
