#!/usr/bin/env bash
# From a fresh Debian 12 to a running pipeline: installs what is missing, builds the release, and
# shows the main job against a simulated X-Series shop.
set -euo pipefail
cd "$(dirname "$0")/.."
log=build/quickstart.log
work=build/quickstart

usage() {
  cat <<'END'
usage: bash samples/quickstart.sh [--keep]
  --keep   leaves the simulated shop running after the main job, for pipelines of your own
  --help   this text
It installs the Debian packages that are missing, builds into build/release and runs the main job
against a simulated shop. The build's output is in build/quickstart.log.
END
}

keep=()
for option; do
  case $option in
    --keep) keep=(--keep) ;;
    -h | --help) usage; exit 0 ;;
    *) echo "quickstart.sh: unknown option $option" >&2; usage >&2; exit 2 ;;
  esac
done

# Copies ninja's lines to the log and shows how far it is: one line that is overwritten on a terminal,
# elsewhere a line every 30 seconds.
show_progress() {
  local what=$1 line count next=$SECONDS
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    [[ $line =~ ^\[[0-9]+/[0-9]+\] ]] || continue
    count=${BASH_REMATCH[0]}
    if [ -t 1 ]; then
      printf '\r%s building %s\033[K' "$count" "$what"
    elif [ "$SECONDS" -ge "$next" ]; then
      echo "$count building $what"
      next=$((SECONDS + 30))
    fi
  done
  if [ -t 1 ]; then printf '\r\033[K'; fi
}

fail() {
  tail -40 "$log"
  echo "the build failed; all of it is in $log" >&2
  exit 1
}

# build WHAT TARGET...
build() {
  local what=$1
  shift
  NINJA_STATUS='[%f/%t] ' ninja -C build/release -j "$(nproc)" "$@" 2>&1 | show_progress "$what" || fail
}

bash packages.sh build
mkdir -p build
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
echo "building (the first time takes a few minutes)"
cmake --preset release -DSLUICE_BUILD_TESTS=OFF >"$log" 2>&1 || fail
# The program first: whoever stops here has it.
build "the program and its plugins" program
build "the simulated shop" all
echo "built in $SECONDS seconds"

bash samples/main-job.sh build/release "$work" "${keep[@]}"

echo
echo "The program is build/release/bin/sluice. To call it by its name:"
if [ ${#keep[@]} -eq 0 ]; then
  echo "    export PATH=\"$PWD/build/release/bin:\$PATH\""
else
  echo "    . $work/env"
  echo "which also points LIGHTSPEED_BASE_URI and LIGHTSPEED_TOKEN to the simulated shop at"
  echo "$(cat "$work/address"). It stops by itself in a day, or with"
  echo "    kill \$(cat $work/simulator.pid)"
  echo "README's section \"A pipeline\" runs against it as written: save the config as shop.yaml, then"
  echo "    sluice check shop.yaml && sluice run shop.yaml"
fi
