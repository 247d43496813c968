#!/bin/bash
# Installs the plugin API into an empty folder and builds from there, and from nothing else, the
# out-of-tree sample and the template that new-plugin copies; then runs both in this build's host.
# usage: package_test.sh BUILD_FOLDER SOURCE_FOLDER RUN_PLUGIN
set -euo pipefail
build=$1 source=$2 run_plugin=$3
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "package_test: $*" >&2; exit 1; }

cmake --install "$build" --component plugin-api --prefix "$work/prefix" >"$work/log" || { cat "$work/log"; exit 1; }
[ -f "$work/prefix/include/sluice/abi.h" ] || fail "abi.h is not installed"
[ -f "$work/prefix/share/sluice/template/src/shout.cpp" ] || fail "the template is not installed"

# build_plugin FOLDER NAME: copies the sources away, so that no path of the tree can help.
build_plugin() {
  cp -r "$1" "$work/$2"
  cmake -S "$work/$2" -B "$work/$2/build" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/log" || { cat "$work/log"; exit 1; }
  cmake --build "$work/$2/build" >"$work/log" || { cat "$work/log"; exit 1; }
  plugin=$work/$2/build/plugins/$2.so
  symbols=$(nm -D --defined-only "$plugin" | awk '{print $3}')
  [ "$symbols" = sluice_plugin_v1 ] || fail "$2 exports more than its entry: $symbols"
  grep -rq "$source" "$work/$2/build/CMakeCache.txt" && fail "$2 was built with the tree's files"
  return 0
}
# expect WANTED COMPONENT CONFIG RECORD
expect() {
  local got
  got=$("$run_plugin" "$plugin" "$2" "$3" "$4")
  [ "$got" = "$1" ] || fail "$2 gave $got instead of $1"
}

build_plugin "$source/samples/out-of-tree" tidy
expect '{"a":1,"keep":null}' tidy.drop_empty '{"keep":["keep"]}' '{"a":1,"b":"","keep":null,"c":null}'
build_plugin "$work/prefix/share/sluice/template" example
expect '{"name":"LAMP"}' example.shout '{"field":"name"}' '{"name":"Lamp"}'
echo "package_test: both plugins build from the installed package and run"
