#!/usr/bin/env bash
# clang-format over every source file, clang-tidy over the product's (not the tests'), in the batches in
# which they are compiled: each header is read once for many files. A batch whose preprocessed text and
# .clang-tidy have passed before is not looked at again.
# lint.sh BUILD_DIR (configured with clang: compile_commands.json)
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "$1")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/sluice-tidy
mkdir -p "$cache"

git ls-files '*.cpp' '*.hpp' '*.h' '*.c' |
  xargs clang-format-14 --dry-run -Werror || { echo "format: run clang-format-14 -i on these" >&2; exit 1; }

# What the sources are compiled with.
ninja -C "$build" sluice_standard_headers >/dev/null

# Batches, and files that are compiled alone.
mapfile -t units < <(jq -r '.[].file' "$build/compile_commands.json" | sort -u |
  grep -E "^($build|$PWD)/(host|plugin-api|plugins|transformers|samples/xseries-simulator)/" | grep -vE '_manifest\.c$|/assets\.cpp$')
missing=$(comm -13 <({ printf '%s\n' "${units[@]}"; grep -ohE '/[^"]+' "${units[@]}"; } | sort -u) \
  <(git ls-files 'host/src/*.cpp' 'plugin-api/rest/*.cpp' 'plugin-api/expression/*.cpp' 'plugin-api/zones/*.cpp' 'plugin-api/csv/*.cpp' 'plugin-api/gzip/*.cpp' 'plugin-api/encoding/*.cpp' 'plugins/*.cpp' 'transformers/*.cpp' 'transformers/*.c' 'samples/xseries-simulator/*.cpp' |
    sed "s#^#$PWD/#" | sort))
[ -z "$missing" ] || { echo "not in $build/compile_commands.json:" $missing >&2; exit 1; }

tidy_one() {
  local unit=$1 command key text
  command=$(jq -r --arg f "$unit" 'map(select(.file == $f))[0].command' "$build/compile_commands.json")
  command=${command#*ccache }
  text=$(cd "$build" && eval "${command%% -o *} -E -P $unit") || return 1
  key=$( (cat .clang-tidy; echo "$text") | sha256sum | cut -d' ' -f1)
  [ -e "$cache/$key" ] && return 0
  if clang-tidy-14 -p "$build" --quiet --checks=-bugprone-suspicious-include "$unit" 2>/dev/null |
    grep -E 'warning|error' -A4; then
    return 1
  fi
  touch "$cache/$key"
}
export -f tidy_one
export build cache
printf '%s\n' "${units[@]}" | xargs -P "$(nproc)" -I{} bash -c 'tidy_one {}' || { echo "tidy: see above" >&2; exit 1; }
echo "format and tidy: clean"
