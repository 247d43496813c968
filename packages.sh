#!/usr/bin/env bash
# Installs the Debian 12 packages that are missing: `packages.sh build` for building and running,
# `packages.sh test` for the tests as well. Names each; asks for sudo only if something is missing.
set -euo pipefail

build=(g++ cmake ninja-build ccache pkg-config curl libboost-dev libcurl4-openssl-dev rapidjson-dev
  libpoco-dev libedit-dev libssl-dev libsqlitecpp-dev libsqlite3-dev zlib1g-dev libyaml-cpp-dev libsimdjson-dev libxxhash-dev
  libhowardhinnant-date-dev tzdata prometheus-cpp-dev libpugixml-dev libre2-dev
  libutf8proc-dev libluajit-5.1-dev libjq-dev)
test=(git mold doctest-dev libbenchmark-dev clang-14 clang libc++-14-dev libc++abi-14-dev libclang-rt-14-dev
  llvm-14 clang-format-14 clang-tidy-14 jq sqlite3 valgrind python3 python3-jsonschema python3-yaml
  openssl nginx chromium)

case "${1:-build}" in
  build) wanted=("${build[@]}") ;;
  test) wanted=("${build[@]}" "${test[@]}") ;;
  *) echo "usage: packages.sh [build|test]" >&2; exit 2 ;;
esac

# Node of another source brings npm, and stands in the way of Debian's.
if [ "${1:-build}" = test ]; then
  command -v node >/dev/null || wanted+=(nodejs)
  command -v npm >/dev/null || wanted+=(npm)
fi

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing Debian packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "not root and no sudo: install them by hand" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
