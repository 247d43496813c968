#!/usr/bin/env bash
# Installs what is missing, builds the release, and passes every test. `tests/run.sh all` goes on
# with the other presets; each adds something: asan finds memory errors and undefined behaviour;
# tsan data races (threaded tests only); clang is the second compiler and carries clang-tidy and
# the fuzz targets.
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
jobs=${SLUICE_JOBS:-$(nproc)}
passed=0 failed=0

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

# build PRESET [cmake arguments]
build() {
  local preset=$1
  shift
  step "build $preset"
  cmake --preset "$preset" "$@" >"build/$preset.configure.log" 2>&1 || { cat "build/$preset.configure.log"; exit 1; }
  ninja -C "build/$preset" -j "$jobs" "${targets[@]}" >"build/$preset.build.log" 2>&1 ||
    { grep -E 'error|FAILED|warning' -A6 "build/$preset.build.log" | head -80; echo "0 passed, 1 failed"; exit 1; }
}

# check PRESET [ctest arguments]: runs the tests and adds up
check() {
  local preset=$1 log="build/$1.tests.log" total bad
  shift
  step "test $preset"
  ctest --test-dir "build/$preset" -j "$jobs" --output-on-failure --no-tests=error "$@" >"$log" 2>&1 || true
  total=$(sed -nE 's/.*tests passed, [0-9]+ tests? failed out of ([0-9]+)/\1/p' "$log")
  bad=$(sed -nE 's/.*tests passed, ([0-9]+) tests? failed out of.*/\1/p' "$log")
  if [ -z "$total" ]; then
    tail -40 "$log"
    total=1 bad=1
  fi
  [ "$bad" -eq 0 ] || { grep -vE 'Passed +[0-9.]+ sec$|^ *Start ' "$log" | tail -150; }
  grep -E '^.*(Skipped|\*\*\*Skipped)' "$log" || true
  echo "$preset: $((total - bad)) passed, $bad failed"
  passed=$((passed + total - bad)) failed=$((failed + bad))
}

finish() {
  step "done"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

mkdir -p build
bash packages.sh test

targets=()
build release -DSLUICE_BUILD_TESTS=ON
check release
if [ "${1:-}" != all ]; then finish; exit; fi

build asan
check asan -LE "release-only"

targets=(threaded_tests)
build tsan
TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.supp" check tsan -L threads

# Everything but the tests, and the fuzz targets.
cmake --preset clang >build/clang.configure.log 2>&1 || { cat build/clang.configure.log; exit 1; }
mapfile -t targets < <(ninja -C build/clang -t targets all |
  sed -nE 's#^((host|plugins|transformers|samples|tests/fuzz)[^:]*/all):.*#\1#p')
build clang
check clang -L fuzz

step "format and tidy"
if bash tests/lint.sh build/clang; then passed=$((passed + 1)); else failed=$((failed + 1)); fi

finish
