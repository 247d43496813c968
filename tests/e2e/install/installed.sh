#!/usr/bin/env bash
# `cmake --install` into an empty folder, then the program from another folder with nothing but that tree
# and an empty environment: version, plugins, a pipeline, a man page, a plugin built against the package.
# installed.sh BUILD_DIR CMAKE
set -euo pipefail
build=$(realpath "$1") cmake=$2
source=$(realpath "$(dirname "$0")/../../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $1" >&2; exit 1; }

# As on machines where a user's group may write: the host refuses plugins that a group can change.
(umask 002 && "$cmake" --install "$build" --prefix "$work/tree" >"$work/install.log") || { cat "$work/install.log"; exit 1; }
mkdir "$work/elsewhere"
cd "$work/elsewhere"
sluice() { env -i PATH="$work/tree/bin:/usr/bin:/bin" HOME="$work" sluice "$@"; }

sluice version | grep -q '^sluice [0-9]' || fail "sluice version"
sluice plugins list >plugins.txt
for plugin in "$build"/plugins/*.so; do
  name=$(basename "$plugin" .so)
  grep -qE "^$name [0-9].*\($work/tree/lib/sluice/plugins/$name\.so\)" plugins.txt || fail "plugins list does not know $name: $(<plugins.txt)"
done
if grep refused plugins.txt; then fail "a plugin is refused"; fi

cat >copy.yaml <<'END'
pipelines:
  copy:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers:
      - {use: core.filter, where: price > `2`}
    publishers:
      - {use: file.publisher, path: out.ndjson}
END
printf '{"id":%d,"price":%d}\n' 1 1 2 2 3 3 4 4 >in.ndjson
sluice run copy.yaml --quiet
[ "$(cat out.ndjson)" = '{"id":3,"price":3}
{"id":4,"price":4}' ] || fail "the pipeline wrote: $(cat out.ndjson)"

version=$(sluice version | sed -nE 's/^sluice ([0-9.]+).*/\1/p')
for file in lib/libsluice-server-"$version".so share/man/man1/sluice.1 share/bash-completion/completions/sluice \
  share/zsh/site-functions/_sluice share/fish/vendor_completions.d/sluice.fish include/sluice/abi.h; do
  [ -s "$work/tree/$file" ] || fail "$file is not installed"
done
grep -q "Sluice $version" "$work/tree/share/man/man1/sluice.1" || fail "the man page has another version"

# The package finds itself in the tree, and what is built with it runs in the tree's program.
"$cmake" -S "$source/samples/out-of-tree" -B out-of-tree -G Ninja -DCMAKE_PREFIX_PATH="$work/tree" >configure.log 2>&1 &&
  "$cmake" --build out-of-tree >build.log 2>&1 || { cat configure.log build.log; fail "a plugin does not build against the installed package"; }
made=$(find out-of-tree -name '*.so' | head -1)
sluice plugins list --plugins "$(dirname "$made")" | grep -q "$(basename "$made")" || fail "the program does not take $made"
# A program with the expression library, by CMake and by pkg-config: both name what it stands on.
mkdir expression
cat >expression/count.cpp <<'END'
#include <iostream>

#include "sluice/expression/expression.hpp"
#include "sluice/expression/functions.hpp"

int main() {
  const sluice::expression::Workbench nowhere{};
  const auto compiled = sluice::expression::Expression::compile("a ==", nowhere);
  std::cout << (compiled.ok() ? "" : compiled.status().message()) << "; "
            << (sluice::expression::functions().size() > 80 ? "functions" : "none") << "\n";
}
END
cat >expression/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(count LANGUAGES C CXX)
find_package(Sluice 0.1 REQUIRED COMPONENTS expression)
add_executable(count count.cpp)
target_link_libraries(count PRIVATE Sluice::expression)
END
wanted="column 5: expected an expression, found the end; functions"
"$cmake" -S expression -B expression/build -G Ninja -DCMAKE_PREFIX_PATH="$work/tree" >configure.log 2>&1 &&
  "$cmake" --build expression/build >build.log 2>&1 || { cat configure.log build.log; fail "a program does not build with Sluice::expression"; }
[ "$(expression/build/count)" = "$wanted" ] || fail "the program with Sluice::expression wrote: $(expression/build/count)"
# What pkg-config prints are words of a command line.
# shellcheck disable=SC2046
PKG_CONFIG_PATH=$(dirname "$(find "$work/tree" -name sluice-expression.pc)") \
  bash -c 'g++ -std=c++20 expression/count.cpp $(pkg-config --cflags --libs sluice-expression) -o count' >build.log 2>&1 ||
  { cat build.log; fail "a program does not build with what pkg-config says of sluice-expression"; }
[ "$(./count)" = "$wanted" ] || fail "the program of pkg-config wrote: $(./count)"
echo "the installed tree is complete"
