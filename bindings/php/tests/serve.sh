#!/bin/sh
# Serves a script at a port; what it stores goes into the current folder: EXTENSION SCRIPT PORT.
DELIVRD_STORE=$PWD exec php -n -d extension="$1" -S "127.0.0.1:$3" "$2"
