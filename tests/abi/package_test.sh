#!/bin/bash
# Installs the plugin API into an empty folder and builds from there, and from nothing else, the
# out-of-tree samples and the template that new-plugin copies; then runs them in this build's host:
# the connector for a REST API with the test of tests/e2e/rest_sample.
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
build_plugin "$source/samples/rest-connector" acme
lines=$(grep -c . "$work/acme/src/acme.cpp")
[ "$lines" -lt 120 ] || fail "the connector for a REST API takes $lines lines"
if [ -x "$build/tests/rest_sample_test" ]; then
  ACME_PLUGIN="$plugin" "$build/tests/rest_sample_test" >"$work/log" || { cat "$work/log"; exit 1; }
fi

# Headers of the libraries for authors need nothing but the package, and pkg-config says the same.
grep -rlE "rapidjson|boost" "$work/prefix/include" && fail "an installed header includes another library's"
if command -v pkg-config >/dev/null; then
  PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name sluice-rest.pc)")
  export PKG_CONFIG_PATH
  cat >"$work/both.cpp" <<'END'
#include <sluice/csv/reader.hpp>
#include <sluice/expression/expression.hpp>
#include <sluice/rest.hpp>
#include <sluice/rest/client_address.hpp>
int main() {
  sluice::csv::Reader reader({});
  reader.feed("a,b\n");
  const bool is_row = reader.next() == sluice::csv::Reader::Event::kRow;
  return is_row && sluice::rest::normal_address("HTTP://A/") == "http://a" ? 0 : 1;
}
END
  # shellcheck disable=SC2046  # words of their own
  "${CXX:-c++}" -std=c++20 "$work/both.cpp" -o "$work/both" $(pkg-config --cflags --libs sluice-rest sluice-expression sluice-csv)
  "$work/both" || fail "a program linked by pkg-config does not run"
fi
echo "package_test: the plugins build from the installed package and run"
