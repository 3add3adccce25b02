#!/bin/sh
# Everything that the PHP extension is tested by; `make php` runs it. Builds in target/ alone.
set -eu
cd "$(dirname "$0")/../.."

root=$PWD
target=${CARGO_TARGET_DIR:-$root/target}
# The folders that `make c` lays the library out in, too.
prefix=$target/c
panicking=$target/c-panicking
build=$target/php-build
report=$target/php-report

say() {
    echo "== php: $*"
}

# On Debian, and as root, what is missing is installed.
missing=
for pair in phpize:php-dev php:php-cli valgrind:valgrind pkg-config:pkg-config python3:python3 cc:gcc; do
    command -v "${pair%%:*}" > /dev/null || missing="$missing ${pair#*:}"
done
if [ -n "$missing" ]; then
    say "installing$missing"
    # The list of names is meant to be split.
    # shellcheck disable=SC2086
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing
fi

say 'the header belongs to the stub'
bindings/php/arginfo.sh --check

say 'libdelivrd and the command'
cargo xtask dist-c --prefix "$prefix"
cargo build --quiet --locked --release --package delivrd-cli

say 'the extension, without a warning'
rm -rf "$build"
mkdir -p "$build"
cp -R bindings/php/. "$build"
cd "$build"
if ! { phpize && ./configure --quiet --with-delivrd="$prefix" CFLAGS='-g -O2 -Werror' LDFLAGS=-Wl,-z,lazy && make; } > build.log 2>&1; then
    tail -n 40 build.log
    exit 1
fi
extension=$build/modules/delivrd.so

# What run-tests.php needs to know, and to fail.
export DELIVRD_TESTS="$root/tests" DELIVRD_REPORT="$report"
export NO_INTERACTION=1 REPORT_EXIT_STATUS=1 TEST_PHP_EXECUTABLE="$(command -v php)"
suite() {
    php run-tests.php -n -d extension="$extension" -q --show-diff "$@" tests > suite.log 2>&1 \
        || { cat suite.log; exit 1; }
    # A test that is left out proves nothing.
    if ! grep -q '^Tests skipped *: *0 ' suite.log || ! grep -q '^Tests passed *: *[1-9]' suite.log; then
        cat suite.log
        exit 1
    fi
    grep -E '^Tests (failed|leaked|passed) ' suite.log
}

say 'the suite'
rm -f "$report"
suite
sort -u "$report"

# Its compiler reads properties without asking the extension, once they are made.
say 'the suite with opcache and its compiler'
if php -n -d zend_extension=opcache -v 2> /dev/null | grep -q OPcache; then
    suite -d zend_extension=opcache -d opcache.enable_cli=1 -d opcache.jit=tracing -d opcache.jit_buffer_size=32M \
        -d opcache.jit_hot_func=2 -d opcache.jit_hot_loop=2
else
    echo 'NOT RUN: this PHP has no opcache'
fi

# run-tests.php takes every line that valgrind writes for a leak; without these options valgrind
# writes none about memory that was lost.
say 'the suite under valgrind'
export VALGRIND_OPTS="--leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
--suppressions=$root/bindings/c/tests/valgrind.supp"
# Code that PCRE makes at run time is beyond it.
suite -m -d pcre.jit=0

say 'all vectors under valgrind'
memcheck() {
    ZEND_DONT_UNLOAD_MODULES=1 valgrind --error-exitcode=99 php -n -d pcre.jit=0 -d extension="$extension" "$@"
}
sed -n '/^--FILE--$/,/^--EXPECTF--$/{/^--/!p}' tests/vectors.phpt > tests/vectors_alone.php
USE_ZEND_ALLOC=0 memcheck tests/vectors_alone.php > memcheck.log 2>&1 \
    || { cat memcheck.log; exit 1; }
grep -E '^php: |ERROR SUMMARY|definitely lost|All heap' memcheck.log | sed 's/^==[0-9]*== *//'

# Where PHP runs out of memory it jumps past the extension. A real limit is hard to hit at a chosen
# place, so that a build of its own jumps where handles of the library are held.
say 'out of memory within a call'
mkdir bailout
cp -R "$root/bindings/php/." bailout
sed -i 's/^\tzend_try {$/&\n\t\tif (getenv("DELIVRD_BAILOUT")) { zend_bailout(); }/' bailout/*.c
places=$(grep -c 'getenv("DELIVRD_BAILOUT")' bailout/error.c bailout/values.c | cut -d : -f 2 | tr '\n' ' ')
[ "$places" = '1 1 ' ] || { echo "places to jump from: $places"; exit 1; }
if ! (cd bailout && phpize && ./configure --quiet --with-delivrd="$prefix" && make) > build.log 2>&1; then
    tail -n 40 build.log
    exit 1
fi
for call in json array refused config stored; do
    ZEND_DONT_UNLOAD_MODULES=1 valgrind --error-exitcode=99 \
        php -n -d pcre.jit=0 -d extension="$build/bailout/modules/delivrd.so" tests/bailout.php "$call" \
        > memcheck.log 2>&1 && status=0 || status=$?
    if [ "$status" -eq 99 ] || grep -q 'came back' memcheck.log || ! grep -q 'ended early' memcheck.log; then
        cat memcheck.log
        exit 1
    fi
done
echo 'php: 5 calls were jumped past, nothing lost'

# PHP loads extensions so that their own libraries come before preloaded ones: hence a library in the
# place of the real one. It has nothing but its number, which is all that may be asked.
say 'a library of another binary interface is refused'
mkdir other_abi
printf '#include <stdint.h>\nuint32_t delivrd_abi_version(void);\nuint32_t delivrd_abi_version(void) { return 4711; }\n' \
    | cc -shared -fPIC -o other_abi/libdelivrd.so.1 -x c -
LD_LIBRARY_PATH=$build/other_abi php -n -d display_startup_errors=1 -d extension="$extension" -m > abi.log 2>&1 || true
if ! grep -q 'the library has 4711' abi.log || grep -qx delivrd abi.log; then
    cat abi.log
    exit 1
fi

say 'a bug in the library'
(cd "$root" && cargo xtask dist-c --prefix "$panicking" --features forced-panic)
LD_LIBRARY_PATH=$panicking/lib RUST_BACKTRACE=full php -n -d zend.exception_ignore_args=0 \
    -d extension="$extension" tests/panic.php > panic.log 2>&1 || true
if ! grep -qx 'php: a panic is an InternalException' panic.log || grep -qE 'Xq7LvNzR|4155550142' panic.log; then
    cat panic.log
    exit 1
fi

say 'real receivers'
receiver() {
    python3 "$root/tests/receivers/check.py" --delivrd "$target/release/delivrd" --provider "$1" -- \
        tests/serve.sh "$extension" "$2" '{port}'
}
receiver telecom23 examples/receiver.php
receiver telnyx examples/receiver.php
receiver telnyx tests/readme_receiver.php
failing() {
    php -n -d extension="$extension" tests/failing.php "$extension" "$target/release/delivrd" "$build/$2" "$1"
}
failing telecom23 examples/receiver.php
failing telnyx tests/readme_receiver.php
sort -u "$report"
