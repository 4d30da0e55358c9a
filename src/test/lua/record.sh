#!/usr/bin/env bash
# Records what LuaJIT prints for the scripts of the language test set. The expected outputs belong to a LuaJIT with 5.2
# compatibility; for scripts that use it, name such a program: LUAJIT=/path/to/luajit src/test/lua/record.sh
set -euo pipefail
cd "$(dirname "$0")/../resources/lua/language"
for script in *.lua; do
  "${LUAJIT:-luajit}" "$script" > "${script%.lua}.expected"
done
git diff --stat -- .
