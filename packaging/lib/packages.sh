# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash
# Sourced by quickstart and check: which Debian packages are missing, and installing them without starting any service.

# missing_packages FILE GROUP…: prints the missing ones, one a line.
missing_packages() {
  local file=$1 wanted installed
  shift
  wanted=$(awk -v groups=" $* " '!/^#/ && index(groups, " " $1 " ") { print $2 }' "$file" | sort -u)
  # shellcheck disable=SC2086
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | awk '$2 == "installed" { print $1 }' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME…: services that packages bring are neither started now nor enabled for the next boot.
install_packages() {
  local policy=/usr/sbin/policy-rc.d made_policy='' had_nginx='' status=0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "error: these Debian packages are missing and there is no sudo: $*" >&2
    echo "       As root: apt-get install --no-install-recommends $*" >&2
    return 1
  fi
  if dpkg-query -W -f '${db:Status-Status}' nginx 2>/dev/null | grep -qx installed; then had_nginx=1; fi
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null && as_root chmod 755 "$policy" && made_policy=1
  fi
  as_root apt-get update -q || echo "warning: the package lists could not be refreshed; trying with those at hand" >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" || status=$?
  if [ -n "$made_policy" ]; then as_root rm -f "$policy"; fi
  if [ -z "$had_nginx" ] && command -v deb-systemd-helper >/dev/null && [ -e /lib/systemd/system/nginx.service ]; then
    as_root deb-systemd-helper disable nginx.service >/dev/null 2>&1 || true
  fi
  if [ "$status" != 0 ]; then
    echo "error: apt-get could not install: $*" >&2
    echo "       Mend what it says above, or install them by hand and start again with --no-install." >&2
  fi
  return "$status"
}
