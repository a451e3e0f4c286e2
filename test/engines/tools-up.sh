#!/bin/sh
# Installs the programs that tests use as oracles: a browser, promtool, openssl, ip. Fast when they are there. Installs only on Debian and its kin, as
# root; anywhere else the tests that need one are skipped by name. With CI=true a missing one is a failure.
set -eu

missing=
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need chromium chromium
need promtool prometheus
need openssl openssl
need ip iproute2
need ps procps

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  # shellcheck disable=SC2086
  apt-get -qq install -y --no-install-recommends $missing >/dev/null && exit 0
fi
echo "test tools missing:$missing; tests that need them will be skipped" >&2
[ "${CI:-}" != true ]
