#!/usr/bin/env bash
# Whether each test that a page names in the last column of a table is there: named_tests.sh PAGE TESTS
set -euo pipefail
page=$1 tests=$2 missing=0 count=0
while IFS= read -r name; do
  count=$((count + 1))
  grep -rqF -e "TEST_CASE(\"$name\"" -e "NAME \"$name\"" "$tests" || { echo "no test is called: $name"; missing=1; }
done < <(sed -nE 's/^\|.*\| `([^`]+)` \|$/\1/p' "$page")
[ "$count" -gt 0 ] || { echo "$page names no test"; exit 1; }
exit "$missing"
