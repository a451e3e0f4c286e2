#!/bin/sh
# Installs what package-lock.json names, Node 24 included, when it is not there yet. Needs any Node ≥ 20 with npm to begin with.
set -eu
cd "$(dirname "$0")"

stamp=node_modules/.izaos-installed
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi

command -v npm >/dev/null 2>&1 || {
  echo 'IzaOS needs Node.js 20 or newer with npm to install itself: apt-get install nodejs npm' >&2
  exit 1
}
echo 'Installing dependencies (once) …' >&2
# Only the pinned Node runtime may run an install script; it places its binary.
# A registry that lacks some platform's optional binaries makes `npm ci` refuse the lock file; `npm install` takes the same locked versions.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=silent >&2 ||
  npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error >&2
npm rebuild node --ignore-scripts=false --loglevel=error >&2
cp package-lock.json "$stamp"
