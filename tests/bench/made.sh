# shellcheck shell=bash
# For what runs programs of the build that are not part of `all`: made BUILD_DIR TARGET... brings them up to
# date. What ninja and CMake say on the way (a new file, "GLOB mismatch!") shows only if that fails.
made() {
  local said
  said=$(ninja -C "$@" 2>&1) || { echo "$said" >&2; return 1; }
}
