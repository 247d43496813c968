#!/usr/bin/env bash
# From a fresh Debian 12 to a running pipeline: installs what is missing, builds the release, and
# shows the main job against a simulated X-Series shop.
set -euo pipefail
cd "$(dirname "$0")/.."

bash packages.sh build
mkdir -p build
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
echo "building (the first time takes a few minutes)"
{ cmake --preset release -DSLUICE_BUILD_TESTS=OFF && ninja -C build/release -j "$(nproc)"; } >build/quickstart.log 2>&1 ||
  { tail -40 build/quickstart.log; echo "the build failed; all of it is in build/quickstart.log" >&2; exit 1; }

exec bash samples/main-job.sh build/release build/quickstart
