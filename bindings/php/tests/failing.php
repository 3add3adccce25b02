<?php
// Sends genuine receipts to a receiver that cannot do its work, with the settings that PHP has without
// a php.ini, which show errors: EXTENSION DELIVRD SCRIPT PROVIDER.
declare(strict_types=1);

require __DIR__ . '/helpers.inc';

[, $extension, $delivrd, $script, $provider] = $argv;
$key = $provider === 'telnyx'
    ? ['TELNYX_PUBLIC_KEY' => '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=']
    : ['TELECOM23_SECRET' => SECRET];

/** The statuses that the provider's samples get. */
function answers(array $environment): array
{
    global $extension, $delivrd, $script, $provider;
    $listener = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($listener, false);
    fclose($listener);
    $log = tmpfile();
    $command = [PHP_BINARY, '-n', '-d', "extension=$extension", '-S', $address, $script];
    $server = proc_open($command, [['file', '/dev/null', 'r'], $log, $log], $pipes, null, $environment);
    for ($tries = 0; $tries < 300 && !($socket = @stream_socket_client("tcp://$address")); $tries++) {
        usleep(100_000);
    }
    fclose($socket);
    $run = escapeshellarg($delivrd);
    $lines = shell_exec("$run sample $provider | $run sign $provider --test-key"
        . " | $run send --format json --to http://$address/dlr");
    proc_terminate($server);
    proc_close($server);
    return array_column(array_map(fn ($line) => json_decode($line, true), explode("\n", trim($lines))), 'status');
}

$store = sys_get_temp_dir() . '/delivrd-' . bin2hex(random_bytes(8));
mkdir($store);
$works = ['PATH' => getenv('PATH'), 'DELIVRD_STORE' => $store] + $key;
$cases = [
    // Without this one the others would prove nothing.
    'nothing amiss' => [$works, 200],
    'no key' => [array_diff_key($works, $key), 500],
    'no store' => [['DELIVRD_STORE' => "$store/none"] + $works, 500],
];
$failed = false;
foreach ($cases as $name => [$environment, $expected]) {
    $answers = answers($environment);
    if (!$answers || array_diff($answers, [$expected])) {
        echo basename($script), ", $name: expected $expected, answered ", json_encode($answers), "\n";
        $failed = true;
    }
}
array_map(unlink(...), glob("$store/*"));
rmdir($store);
$failed || print(basename($script) . ": without a key or a store it answers 500\n");
exit((int) $failed);
