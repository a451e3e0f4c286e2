#!/bin/sh
# Brings up a Docker Engine for the tests and imports the base image `iza-test/busybox:latest`. Fast when it is up already.
#
# Installs and starts only on Debian and its kin, as root; anywhere else an engine that answers is used as it is, and without one
# the tests that need it are skipped by name. With CI=true a missing engine is a failure.
set -eu

base_image=iza-test/busybox:latest

main() {
  if ! engine_answers; then
    [ "$(id -u)" = 0 ] || give_up "not root, so no engine can be started here"
    command -v apt-get >/dev/null || give_up "not a Debian system, so no engine can be installed here"
    install_what_is_missing
    start_engine
  fi
  docker image inspect "$base_image" >/dev/null 2>&1 || import_base_image
  echo "docker: $(docker version --format '{{.Server.Version}}') answers"
}

# `docker info` exits 0 without a server in some versions of the client.
engine_answers() {
  command -v docker >/dev/null && timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

install_what_is_missing() {
  missing=
  command -v dockerd >/dev/null && command -v docker >/dev/null || missing="docker.io"
  command -v busybox >/dev/null || missing="$missing busybox-static"
  [ -n "$missing" ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  # shellcheck disable=SC2086
  apt-get -qq install -y --no-install-recommends $missing >/dev/null
}

start_engine() {
  log=$(log_file)
  # A pid file left by a killed engine stops the next one when another process has that pid by now.
  pid_file=/var/run/docker.pid
  if [ -s "$pid_file" ] && ! grep -qs dockerd "/proc/$(cat "$pid_file")/comm"; then rm -f "$pid_file"; fi
  setsid nohup dockerd >>"$log" 2>&1 </dev/null &
  waited=0
  until engine_answers; do
    waited=$((waited + 1))
    if [ "$waited" -gt 120 ]; then
      tail -n 20 "$log" >&2
      give_up "dockerd did not answer within 60 s (log: $log)"
    fi
    sleep 0.5
  done
}

log_file() {
  if [ -w /var/log ]; then echo /var/log/dockerd.log; else echo "${TMPDIR:-/tmp}/dockerd.log"; fi
}

import_base_image() {
  # Only a static busybox runs in an image that holds nothing else.
  if ! busybox_is_static; then
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || give_up "no static busybox to make the base image of"
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends busybox-static >/dev/null
  fi
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  mkdir -p "$root/bin" "$root/etc" "$root/tmp" "$root/root" "$root/proc" "$root/sys" "$root/dev"
  chmod 1777 "$root/tmp"
  cp "$(command -v busybox)" "$root/bin/busybox"
  for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
  done
  echo 'root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/tmp:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:
nogroup:x:65534:' >"$root/etc/group"
  tar -C "$root" -c . |
    docker import --change 'LABEL iza.test=base' --change 'CMD ["sh"]' --change 'ENV PATH=/bin' - "$base_image" >/dev/null
}

busybox_is_static() {
  busybox_path=$(command -v busybox) && ! ldd "$busybox_path" >/dev/null 2>&1
}

give_up() {
  echo "docker: not started: $1" >&2
  [ "${CI:-}" != true ] || exit 1
  echo "docker: tests that need it will be skipped" >&2
  exit 0
}

main
