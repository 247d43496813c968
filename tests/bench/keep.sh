# shellcheck shell=bash
# For the parts' run.sh: keep PART [FILTER] passes JSON on to the screen and adds it to the figures of
# run.sh, one object a line with "part" and the commit in it. FILTER is jq's, applied to each object.
keep() {
  jq -c --arg part "$1" --arg commit "${BENCH_COMMIT:-unknown}" "{part: \$part, commit: \$commit} + (${2:-.})" |
    tee -a "${BENCH_FIGURES:-/dev/null}"
}
