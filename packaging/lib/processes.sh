# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# Sourced by quickstart: keeping its programs running, each in a process group of its own, and ending all of them.

declare -A child_pid child_started

# keep NAME PROGRAM ARGUMENT…: starts it; watch_children starts it again when it ends.
keep() {
  local name=$1
  shift
  declare -ga "program_$name=($(printf '%q ' "$@"))"
  start_child "$name"
}

start_child() {
  local -n words=program_$1
  setsid "${words[@]}" </dev/null >>"$dir/log/$1.out" 2>&1 &
  child_pid[$1]=$!
  child_started[$1]=$SECONDS
  echo $! >"$dir/run/$1.group"
}

watch_children() {
  local ended name
  while true; do
    ended=''
    wait -n -p ended || true
    [ -n "$ended" ] || continue
    for name in "${!child_pid[@]}"; do
      [ "${child_pid[$name]}" = "$ended" ] || continue
      kill -KILL -- "-$ended" 2>/dev/null || true
      echo "$name ended; starting it again"
      if [ $((SECONDS - child_started[$name])) -lt 2 ]; then sleep 1; fi
      start_child "$name"
    done
  done
}

# In the order of use: no new requests, then what serves them, the database last.
stop_children() {
  trap '' INT TERM HUP
  local name
  for name in nginx worker host database; do
    if [ -n "${child_pid[$name]:-}" ]; then stop_group "${child_pid[$name]}"; fi
    rm -f "$dir/run/$name.group"
  done
}

# stop_group PID: asks the group's leader to end, and after 15 seconds ends what is left of the group.
stop_group() {
  local tries
  kill -TERM "$1" 2>/dev/null || true
  for ((tries = 150; tries > 0; tries--)); do
    kill -0 -- "-$1" 2>/dev/null || return 0
    if [ -d "/proc/$1" ] && [ "$(awk '/^State:/ { print $2 }' "/proc/$1/status" 2>/dev/null)" != Z ]; then sleep 0.1; continue; fi
    # The leader is gone: what it left behind goes too.
    kill -TERM -- "-$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
    sleep 0.1
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

is_ours() { [ -r "/proc/$1/cmdline" ] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "$2"; }

is_running() {
  local pid
  pid=$(cat "$1/run/quickstart.pid" 2>/dev/null) && [ -n "$pid" ] && is_ours "$pid" "$1"
}

# stop_installation DIR: ends it, also what a killed quickstart left behind.
stop_installation() {
  local pid name tries
  if is_running "$1"; then
    pid=$(cat "$1/run/quickstart.pid")
    kill -TERM "$pid" 2>/dev/null || true
    for ((tries = 400; tries > 0; tries--)); do
      [ -d "/proc/$pid" ] || break
      sleep 0.1
    done
  fi
  for name in nginx worker host database; do
    pid=$(cat "$1/run/$name.group" 2>/dev/null || true)
    if [ -n "$pid" ] && kill -0 -- "-$pid" 2>/dev/null && is_ours "$pid" "$1"; then stop_group "$pid"; fi
    rm -f "$1/run/$name.group"
  done
  rm -f "$1/run/quickstart.pid"
  echo "Nothing runs in $1 any more."
}
