#!/bin/sh
# Installs IzaOS from this checkout: dependencies, the command `iza-ctl` on the PATH, shell completion.
#   sh install.sh [--uninstall]
# IZA_API_KEY, when set, becomes the first administrator's key (kept 0600 as admin.key in the state directory, where server and client find it).
# IZA_ENV, when set, is kept as `env:` of iza.yaml in this checkout, unless that file is there already.
# Nothing is downloaded but what package-lock.json names. Run it again after an update; it changes only what differs.
set -eu
root=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" = 0 ]; then
  bin=/usr/local/bin
  completions=/usr/share/bash-completion/completions
  state=${IZA_STATE_DIR:-/var/lib/izaos}
else
  bin=$HOME/.local/bin
  completions=${XDG_DATA_HOME:-$HOME/.local/share}/bash-completion/completions
  state=${IZA_STATE_DIR:-${XDG_STATE_HOME:-$HOME/.local/state}/izaos}
fi

case ${1:-} in
  '') ;;
  --uninstall)
    [ "$(readlink "$bin/iza-ctl" 2>/dev/null || true)" = "$root/cli/iza-ctl" ] && rm -f "$bin/iza-ctl"
    rm -f "$completions/iza-ctl"
    echo "Removed iza-ctl. Keys, audit and alerts are still in $state; this checkout is untouched."
    exit 0
    ;;
  *) echo "usage: sh install.sh [--uninstall]" >&2; exit 2 ;;
esac

case ${IZA_ENV:-development} in
  development | production) ;;
  *) echo "IZA_ENV: \"$IZA_ENV\" is not development or production" >&2; exit 2 ;;
esac
if [ -n "${IZA_API_KEY:-}" ] && [ "${#IZA_API_KEY}" -lt 16 ]; then
  echo "IZA_API_KEY: must have at least 16 characters" >&2
  exit 2
fi

sh "$root/setup.sh"
mkdir -p "$bin" "$completions"
ln -sf "$root/cli/iza-ctl" "$bin/iza-ctl"
"$root/cli/iza-ctl" completion bash >"$completions/iza-ctl"
if [ -n "${IZA_API_KEY:-}" ]; then
  mkdir -p "$state"
  chmod 700 "$state"
  (umask 077 && printf '%s\n' "$IZA_API_KEY" >"$state/admin.key")
fi
if [ -n "${IZA_ENV:-}" ] && [ ! -e "$root/iza.yaml" ]; then echo "env: $IZA_ENV" >"$root/iza.yaml"; fi

echo "Installed $("$root/cli/iza-ctl" version) as $bin/iza-ctl"
case :$PATH: in *":$bin:"*) ;; *) echo "Add $bin to your PATH." ;; esac
echo "Next: cd $root && iza-ctl start"
