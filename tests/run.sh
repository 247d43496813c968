#!/usr/bin/env bash
# Installs what is missing, builds, and passes every test in every preset, each of which adds
# something: release is what users build; asan finds memory errors and undefined behaviour; tsan data
# races (threaded tests only); clang carries the fuzz targets; single compiles each source file by itself,
# with the second compiler (the others compile batches); lint is format and tidy; dashboard what runs in
# the browser. `run.sh PRESET...` takes only these.
#
# Nothing is skipped, unless SLUICE_MINUTES says so: what is not built by then is left out, says so, and is
# in ccache for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
jobs=${SLUICE_JOBS:-$(nproc)}
limit=$((${SLUICE_MINUTES:-1440} * 60))
passed=0 failed=0 cost= unsteady=()

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

fail_build() {
  "$@" | head -80
  echo "0 passed, 1 failed"
  exit 1
}

configure() {
  cmake --preset "$1" -DSLUICE_BUILD_TESTS=ON >"build/$1.configure.log" 2>&1 ||
    fail_build cat "build/$1.configure.log"
}

# build PRESET [targets]: false if the time is up before all is built
build() {
  local preset=$1 code=0
  shift
  step "build $preset"
  configure "$preset"
  timeout $((limit > SECONDS ? limit - SECONDS : 1)) ninja -C "build/$preset" -j "$jobs" "$@" \
    >"build/$preset.build.log" 2>&1 || code=$?
  if [ "$code" -eq 124 ]; then
    echo "$preset: SKIPPED, not built within $SLUICE_MINUTES minutes; run tests/run.sh $preset"
    return 1
  fi
  [ "$code" -eq 0 ] || fail_build grep -E 'error|FAILED|warning' -A6 "build/$preset.build.log"
}

# How many tests of a log were run, and how many failed; empty if ctest did not get that far.
total_of() { sed -nE 's/.*tests passed, [0-9]+ tests? failed out of ([0-9]+)/\1/p' "$1"; }
bad_of() { sed -nE 's/.*tests passed, ([0-9]+) tests? failed out of.*/\1/p' "$1"; }

run_tests() {
  local preset=$1
  shift
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error "$@" || true
}

# check PRESET [ctest arguments]: runs the tests and adds up
check() {
  local preset=$1 log="build/$1.tests.log" total bad
  shift
  step "test $preset"
  run_tests "$preset" -j "$jobs" "$@" >"$log" 2>&1
  total=$(total_of "$log") bad=$(bad_of "$log")
  if [ -z "$total" ]; then
    tail -40 "$log"
    total=1 bad=1
  fi
  [ "$bad" -eq 0 ] || { grep -vE 'Passed +[0-9.]+ sec$|^ *Start ' "$log" | tail -150; }
  if may_be_chance "$log" "$bad"; then again "$preset" "$@"; fi
  grep -E '^.*(Skipped|\*\*\*Skipped)' "$log" || true
  echo "$preset: $((total - bad)) passed, $bad failed"
  passed=$((passed + total - bad)) failed=$((failed + bad))
}

# A few tests that fail among thousands, beside others on a busy machine, are run once more, alone. What a
# sanitizer reports is never chance.
may_be_chance() {
  [ "$2" -gt 0 ] && [ "$2" -le 3 ] &&
    ! grep -qE 'ERROR: (Address|Leak)Sanitizer|runtime error:|WARNING: ThreadSanitizer' "$1"
}

# Those that pass alone count as passed, and are named at the end: each has a fault to be mended.
again() {
  local preset=$1 log="build/$1.again.log" names
  names=$(sed -nE 's/^\s+[0-9]+ - (.*) \((Failed|Timeout|SEGFAULT|Subprocess aborted)\)$/\1/p' "build/$1.tests.log")
  shift
  step "test $preset: what failed, once more and alone"
  run_tests "$preset" --rerun-failed "$@" >"$log" 2>&1
  bad=$(bad_of "$log")
  [ "${bad:=1}" -eq 0 ] || { grep -vE 'Passed +[0-9.]+ sec$|^ *Start ' "$log" | tail -80; return; }
  while IFS= read -r name; do unsteady+=("$preset: $name"); done <<<"$names"
}

release() {
  build release
  check release
  step "instructions against the baseline"
  instructions
}

# What a record costs now, beside tests/bench/baseline.json; its sentence is said again at the end.
instructions() {
  local log=build/release.instructions.log
  if bash tests/bench/baseline.sh build/release >"$log" 2>&1; then
    cat "$log"
    cost=$(tail -1 "$log")
  else
    tail -5 "$log"
    cost="instructions a record: not measured ($log)"
    echo "$cost"
  fi
}

# libasan 8 (g++ 12) takes the thread-local memory of libraries that are loaded late for something
# else and its search for leaks crashes on it ("Tracer caught signal 11"), unless it leaves it alone.
asan() {
  export ASAN_OPTIONS="intercept_tls_get_addr=0"
  if build asan; then check asan -LE release-only; fi
}

tsan() {
  export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.supp"
  if build tsan threaded_tests; then check tsan -L threads; fi
}

# The fuzz targets, and with them the libraries they try. Their seeded mutations run in release and asan.
clang() {
  if build clang fuzz_targets; then check clang -L libfuzzer; fi
}

# In a batch, a file gets what those before it include; an editor, a debug build and whoever moves it to
# another batch have it alone. Objects only, without optimisation: nothing of it is run. The standard
# library's headers are compiled once here, too; tests/structure looks whether each file includes them. The
# tests' files are left to the dev preset.
single() {
  local log=build/single.build.log objects alone code=0
  configure single
  step "every file by itself"
  mapfile -t objects < <(ninja -C build/single -t targets all |
    sed -nE 's#^((host|plugin-api|plugins|transformers|samples)/.*\.o): .*#\1#p')
  timeout $((limit > SECONDS ? limit - SECONDS : 1)) ninja -C build/single -j "$jobs" -k 0 "${objects[@]}" >"$log" 2>&1 || code=$?
  if [ "$code" -eq 124 ]; then
    echo "single: SKIPPED, not built within $SLUICE_MINUTES minutes; run tests/run.sh single"
    return
  fi
  mapfile -t alone < <(sed -nE 's#^FAILED: (.*)/CMakeFiles/[^/]+\.dir/(.*)\.o.*#\1/\2#p' "$log")
  if [ "$code" -eq 0 ]; then
    echo "single: ${#objects[@]} files, each compiles by itself"
    passed=$((passed + 1))
    return
  fi
  grep -E 'error:' "$log" | head -40
  for file in "${alone[@]}"; do echo "does not compile by itself: $file (it needs an include that its batch gave it)"; done
  failed=$((failed + 1))
}

# The dashboard's own: what is committed is what its sources give, types, tests, and a real browser, before a
# server of the tests and before the real one with the simulated shop, which are built first if they are not.
dashboard() {
  local log=build/dashboard.log good bad code=0
  build release program xseries-simulator sluice_rest sluice_csv sluice_zones sluice_expression || true
  step "dashboard"
  (
    set -e
    cd host/dashboard
    npm ci --no-audit --no-fund
    npm run check
    npm run types
    npm run build
    git diff --exit-code --stat -- dist src/api/schema.ts ||
      { echo "not what the sources give: npm run types, npm run build, and commit it"; exit 1; }
    npm test
  ) >"$log" 2>&1 || code=$?
  good=$(awk '$2 == "pass" && NF == 3 {sum += $3} END {print sum + 0}' "$log")
  bad=$(awk '$2 == "fail" && NF == 3 {sum += $3} END {print sum + 0}' "$log")
  [ "$code" -eq 0 ] || tail -80 "$log"
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  echo "dashboard: $good passed, $bad failed"
  passed=$((passed + good)) failed=$((failed + bad))
}

lint() {
  configure clang
  step "format and tidy"
  if bash tests/lint.sh build/clang; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

mkdir -p build
bash packages.sh test
[ $# -gt 0 ] || set -- release asan tsan clang single lint dashboard
for preset; do
  case $preset in
    release | asan | tsan | clang | single | lint | dashboard) "$preset" ;;
    *) echo "run.sh: there is no preset $preset" >&2; exit 2 ;;
  esac
done
step "done"
[ -z "$cost" ] || echo "$cost"
for name in "${unsteady[@]}"; do echo "failed beside others, passed alone: $name"; done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
