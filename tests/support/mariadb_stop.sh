#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# mariadb_stop.sh FILE: ends what mariadb_start.sh FILE started, and removes its folder.
set -euo pipefail
[ -s "$1" ] || exit 0
{ read -r socket; read -r pid; read -r dir; } <"$1"
if [ -d "/proc/$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "--socket=$socket"; then
  kill -9 "$pid" 2>/dev/null || true
  while [ -d "/proc/$pid" ]; do sleep 0.02; done
fi
case $dir in /tmp/fdt.*) rm -rf "$dir" ;; esac
rm -f "$1"
