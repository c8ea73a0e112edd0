#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: refused.sh COMPILER SOURCE_TREE FILE
set -u
compile() { LC_ALL=C "$1" -std=c++20 -fsyntax-only -I"$2/core/include" -I"$2/core" "$3" ${4:-} 2>&1; }
reason=$(sed -n 's/^\/\/ refused: //p' "$3")
[ -n "$reason" ] || { echo "$3 names no reason"; exit 1; }
output=$(compile "$1" "$2" "$3") || { echo "it doesn't compile even without the nonsense:"; echo "$output"; exit 1; }
output=$(compile "$1" "$2" "$3" -DNONSENSE) && { echo "the nonsense compiles"; exit 1; }
echo "$output" | grep -q -e "$reason" || { echo "refused, but not because of: $reason"; echo "$output"; exit 1; }
