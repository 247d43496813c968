#!/usr/bin/env bash
# clang-format over every source file, clang-tidy over the product's (not the tests'). A file whose
# preprocessed text and .clang-tidy have passed before is not looked at again.
# lint.sh BUILD_DIR (configured with clang: compile_commands.json)
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/sluice-tidy
mkdir -p "$cache"

git ls-files '*.cpp' '*.hpp' '*.h' '*.c' | grep -v '^tests/abi/v1_0/' |
  xargs clang-format-14 --dry-run -Werror || { echo "format: run clang-format-14 -i on these" >&2; exit 1; }

tidy_one() {
  local file=$1 command key
  command=$(jq -r --arg f "$PWD/$file" 'map(select(.file == $f))[0].command // empty' "$build/compile_commands.json")
  [ -n "$command" ] || { echo "$file: warning: not in $build/compile_commands.json"; return 1; }
  command=${command#*ccache }
  key=$( (cat .clang-tidy; cd "$build" && eval "${command%% -o *} -E -P $PWD_ROOT/$file" 2>/dev/null) | sha256sum | cut -d' ' -f1)
  [ -e "$cache/$key" ] && return 0
  if clang-tidy-14 -p "$build" --quiet "$file" 2>/dev/null | grep -E 'warning|error' -A4; then
    return 1
  fi
  touch "$cache/$key"
}
export -f tidy_one
export build cache PWD_ROOT=$PWD
git ls-files 'host/src/*.cpp' 'plugins/*.cpp' 'transformers/*.cpp' 'transformers/*.c' 'samples/xseries-simulator/*.cpp' |
  xargs -P "$(nproc)" -I{} bash -c 'tidy_one {}' || { echo "tidy: see above" >&2; exit 1; }
echo "format and tidy: clean"
