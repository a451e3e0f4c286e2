#!/bin/sh
# Installs IzaOS from this checkout: dependencies, the command `iza-ctl` on the PATH, completion for bash, zsh and fish.
#   [PREFIX=/usr/local] sh install.sh [--uninstall]
# PREFIX is /usr/local for root and ~/.local for others, unless set.
# IZA_API_KEY, when set, becomes the first administrator's key (kept 0600 as admin.key in the state directory, where server and client find it).
# IZA_ENV, when set, is kept as `env:` of iza.yaml in this checkout, which `iza-ctl start` reads when it is run here; an iza.yaml that is there is left as it is.
# Nothing is downloaded but what package-lock.json names. Run it again after an update; it changes only what differs.
set -eu
root=$(cd "$(dirname "$0")" && pwd -P)
if [ "$(id -u)" = 0 ]; then
  prefix=${PREFIX:-/usr/local}
  state=${IZA_STATE_DIR:-/var/lib/izaos}
else
  prefix=${PREFIX:-$HOME/.local}
  state=${IZA_STATE_DIR:-${XDG_STATE_HOME:-$HOME/.local/state}/izaos}
fi
command=$prefix/bin/iza-ctl
bash_completion=$prefix/share/bash-completion/completions/iza-ctl
zsh_completion=$prefix/share/zsh/site-functions/_iza-ctl
fish_completion=$prefix/share/fish/vendor_completions.d/iza-ctl.fish

fail() {
  echo "install.sh: $1" >&2
  exit 2
}
is_ours() { [ "$(readlink "$command" 2>/dev/null || true)" = "$root/cli/iza-ctl" ]; }

case ${1:-} in
  '') ;;
  --uninstall)
    if is_ours; then rm -f "$command" "$bash_completion" "$zsh_completion" "$fish_completion"; fi
    echo "Removed iza-ctl. Keys, audit and alerts are still in $state; this checkout is untouched."
    exit 0
    ;;
  *) fail "usage: sh install.sh [--uninstall]" ;;
esac

case ${IZA_ENV:-development} in
  development | production) ;;
  *) fail "IZA_ENV: \"$IZA_ENV\" is not development or production" ;;
esac
case ${IZA_API_KEY-} in
  '') ;;
  *[[:space:]]*) fail "IZA_API_KEY: must not contain white space" ;;
  ????????????????*) ;;
  *) fail "IZA_API_KEY: must have at least 16 characters" ;;
esac
if [ -e "$command" ] && [ ! -L "$command" ]; then fail "$command is there already, and no link; remove it first"; fi

sh "$root/setup.sh"
for file in "$command" "$bash_completion" "$zsh_completion" "$fish_completion"; do mkdir -p "$(dirname "$file")"; done
ln -sf "$root/cli/iza-ctl" "$command"
# These read no configuration: settings of the person who installs must not stand in the way.
"$root/cli/iza-ctl" completion bash >"$bash_completion"
"$root/cli/iza-ctl" completion zsh >"$zsh_completion"
"$root/cli/iza-ctl" completion fish >"$fish_completion"

if [ -n "${IZA_API_KEY-}" ]; then
  mkdir -p "$state"
  chmod 700 "$state"
  (umask 077 && printf '%s\n' "$IZA_API_KEY" >"$state/admin.key.new" && mv "$state/admin.key.new" "$state/admin.key")
  echo "The first administrator's key is kept in $state/admin.key"
fi
if [ -n "${IZA_ENV-}" ]; then
  if [ ! -e "$root/iza.yaml" ]; then
    echo "env: $IZA_ENV" >"$root/iza.yaml"
  elif ! grep -q "^env: *$IZA_ENV *\$" "$root/iza.yaml"; then
    echo "IZA_ENV: $root/iza.yaml is there already and was left as it is; set env: $IZA_ENV in it." >&2
  fi
fi

echo "Installed iza-ctl $("$root/cli/iza-ctl" version) as $command"
case :$PATH: in *":$prefix/bin:"*) ;; *) echo "Add $prefix/bin to your PATH." ;; esac
echo "Next: cd $root && iza-ctl start"
