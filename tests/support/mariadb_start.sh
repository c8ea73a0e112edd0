#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# mariadb_start.sh FILE [OPTION…]: a private MariaDB (unix socket only) in a new folder below /tmp, since a socket's path is short. FILE then holds
# socket, pid and folder, a line each. What is stored need not outlive a power cut, so nothing waits for the disk.
set -euo pipefail
file=$1
shift
[ ! -s "$file" ] || "$(dirname "$0")/mariadb_stop.sh" "$file"
dir=$(mktemp -d /tmp/fdt.XXXXXX)
user=$(id -un)
mariadb-install-db --no-defaults --user="$user" --datadir="$dir/data" --auth-root-authentication-method=socket --auth-root-socket-user="$user" \
  --skip-test-db --innodb-flush-method=nosync >"$dir/install.log" 2>&1 || { cat "$dir/install.log" >&2; exit 1; }
nohup setsid mariadbd --no-defaults --user="$user" --datadir="$dir/data" --socket="$dir/s" --pid-file="$dir/pid" --skip-networking --skip-log-bin \
  --log-error="$dir/log" --character-set-server=utf8mb4 --performance-schema=OFF --innodb-snapshot-isolation=ON --innodb-flush-method=nosync \
  --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=OFF --innodb-buffer-pool-size=64M --max-connections=300 "$@" >/dev/null 2>&1 9>&- &
pid=$!
for ((tries = 0; tries < 300; tries++)); do
  if mariadb --no-defaults --socket="$dir/s" --user="$user" --execute='SELECT 1' >/dev/null 2>&1; then
    mkdir -p "$(dirname "$file")"
    printf '%s\n%s\n%s\n' "$dir/s" "$pid" "$dir" >"$file"
    exit 0
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.05
done
tail -n 20 "$dir/log" >&2
exit 1
