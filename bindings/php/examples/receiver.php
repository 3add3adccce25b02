<?php
// A receiver that keeps each receipt in a file: php -S 127.0.0.1:8000 receiver.php
declare(strict_types=1);

http_response_code(500); // until everything is kept
$store = getenv('DELIVRD_STORE') ?: sys_get_temp_dir();
// Whole or absent, and on the disk: also true of what was kept before.
$keep = function (string $name, string $text) use ($store): bool {
    $file = fopen($temporary = tempnam($store, 'new'), 'w');
    $written = fwrite($file, $text) === strlen($text) && fsync($file);
    $kept = $written && (@link($temporary, "$store/$name") || is_file("$store/$name"));
    unlink($temporary);
    return $kept;
};
$request = Delivrd\Request::fromGlobals(getenv('BASE_URL') ?: null);
try {
    $verifier = getenv('TELNYX_PUBLIC_KEY') !== false
        ? new Delivrd\Verifier('telnyx', ['public_key' => getenv('TELNYX_PUBLIC_KEY')])
        : new Delivrd\Verifier('telecom23', ['secret' => (string) getenv('TELECOM23_SECRET')]);
    $status = 200;
    foreach ($verifier->receiveRequest($request)->receipts as $receipt) {
        $status = $keep(substr($receipt->dedupeKey, 3), $receipt->toJson()) ? $status : 503;
    }
} catch (Delivrd\Exception $error) {
    error_log("delivrd: $error->kind");
    $unread = $error->kind === 'malformed_body'; // genuine, of a shape we do not know
    $kept = $unread && $keep(hash('sha256', $request->body), $request->body);
    $status = $kept ? 200 : ($unread ? 503 : $error->httpStatus);
}
http_response_code($status);
