#!/bin/sh
# Brings up the engines the tests run on. Each script is idempotent, and fails only with CI=true.
set -eu
here=$(dirname "$0")
sh "$here/tools-up.sh"
sh "$here/docker-up.sh"
