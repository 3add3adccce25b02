#!/bin/sh
# Makes delivrd_arginfo.h from delivrd.stub.php by PHP's own generator. The generator of the oldest
# supported PHP decides, so that one header serves them all. With --check: only compares the hash of
# the stub with the one that the header bears, which needs no tools.
set -eu
cd "$(dirname "$0")"

stub=delivrd.stub.php
header=delivrd_arginfo.h

if [ "${1-}" = --check ]; then
    # The generator hashes the text without carriage returns.
    is=$(tr -d '\r' < "$stub" | sha1sum | cut -d ' ' -f 1)
    was=$(sed -n 's/^ \* Stub hash: \([0-9a-f]\{40\}\) \*\/$/\1/p' "$header")
    if [ "$is" != "$was" ]; then
        echo "$header is of another $stub: run bindings/php/arginfo.sh" >&2
        exit 1
    fi
    echo "php: $header belongs to $stub"
    exit 0
fi

build=$(php-config --phpapi)
generator=$(php-config --prefix)/lib/php/$build/build/gen_stub.php
parser=/usr/share/php/PhpParser
[ -f "$generator" ] || { echo "no $generator: install php-dev" >&2; exit 1; }
[ -d "$parser" ] || { echo "no $parser: install php-parser" >&2; exit 1; }

# The generator looks for one version of PHP-Parser beside itself, and else downloads it.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^ *\$version = "\([0-9.]*\)";$/\1/p' "$generator")
mkdir -p "$work/PHP-Parser-$version/lib"
ln -s "$parser" "$work/PHP-Parser-$version/lib/PhpParser"
cp "$generator" "$stub" "$work/"
php "$work/gen_stub.php" "$work/$stub"
cp "$work/$header" "$header"
