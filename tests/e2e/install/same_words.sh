#!/usr/bin/env bash
# The man page and the three completions name the commands, their first words (`tasks list`) and the
# options that `sluice help` names, no more and no fewer.
# same_words.sh SLUICE MAN_PAGE
set -euo pipefail
sluice=$1 page=$2
completions=$(realpath "$(dirname "$0")/../../../packaging/completions")
help=$("$sluice" help)
failed=0

# same WHERE WHAT WANTED GOT, both lists of words, in any order
same() {
  local difference
  difference=$(diff <(tr ' ' '\n' <<<"$3" | grep . | sort -u) <(tr ' ' '\n' <<<"$4" | grep . | sort -u)) || {
    echo "FAILED: $1: $2 (<: only in sluice help, >: only there)"
    echo "$difference"
    failed=1
  }
}

# Lines of two spaces and "sluice": a command, then what follows it.
synopses=$(sed -nE 's/^  sluice //p' <<<"$help")
commands=$(cut -d' ' -f1 <<<"$synopses")
long=$(grep -oE '^ +(-[a-z], )?--[a-z-]+' <<<"$help" | grep -oE -- '--[a-z-]+')
short=$(grep -oE '^ +-[a-z], --' <<<"$help" | grep -oE -- '-[a-z]\b')
# "list FILE | show ID" and the like: the words in small letters that begin an alternative.
first_words=$(sed -nE 's/^(plugins|manifest|config|runs|secret|access|table|tasks|state|backlog) (.*)/\2/p' <<<"$synopses" | sed 's/ | /\n/g' | grep -oE '^[a-z]+')

roff=$(sed 's/\\-/-/g; s/\\f[A-Z]//g' "$page")
same "man page" commands "$commands" \
  "$(sed -n '/^.SH COMMANDS/,/^.SH OPTIONS/p' <<<"$roff" | grep -oE '^\.B[IR]? "?[a-z]+' | grep -oE '[a-z]+$')"
# After the line .TP stands what a paragraph is about.
about=$(sed -n '/^.SH OPTIONS/,/^.SH ENVIRONMENT/p' <<<"$roff" | grep -A1 '^\.TP')
same "man page" options "$long $short" "$(grep -oE -- '--?[a-z][a-z-]*' <<<"$about")"
same "man page" "first words" "$first_words" \
  "$(sed -nE 's/^\.BI? "?(plugins|manifest|config|runs|secret|access|table|tasks|state|backlog) ([a-z]+).*/\2/p' <<<"$roff")"

bash=$(<"$completions/sluice.bash")
same bash commands "$commands" "$(sed -nE "s/^ *local commands='(.*)'/\1/p" <<<"$bash")"
same bash options "$long $short" "$(sed -n "/local options='/,/'\$/p" <<<"$bash" | grep -oE -- '-[a-z-]+')"
same bash "first words" "$first_words" \
  "$(sed -nE "s/.*'1 (plugins|manifest|config|runs|secret|access|table|tasks|state|backlog)'.*-W '([a-z ]+)'.*/\2/p" <<<"$bash")"

zsh=$(<"$completions/_sluice")
same zsh commands "$commands" "$(sed -nE "s/^ *'([a-z]+):[a-z].*/\1/p" <<<"$zsh" | grep -vx command)"
same zsh options "$long $short" "$(sed -n "/_arguments/,/1:command/p" <<<"$zsh" |
  sed -E "s/'\(-[^)]*\)'//; s/\[.*//; s/_arguments.*//" | grep -oE -- '-[a-z-]+')"
same zsh "first words" "$first_words" "$(sed -nE 's/.*== 2\)\); then compadd ([a-z ]+);.*/\1/p' <<<"$zsh")"

fish=$(<"$completions/sluice.fish")
same fish commands "$commands" "$(sed -nE 's/^set -l commands (.*)/\1/p' <<<"$fish")"
same fish "described commands" "$commands" "$(sed -nE 's/.* -a ([a-z]+) -d .*/\1/p' <<<"$fish")"
same fish options "$long $short" "$(grep '^complete' <<<"$fish" | grep -oE -- ' -[sl] [a-z-]+' |
  sed -E 's/ -s / -/; s/ -l / --/')"
same fish "first words" "$first_words" "$(sed -nE "s/.*from (plugins|manifest|config|runs|secret|access|table|tasks|state|backlog); and not .* -a '([a-z ]+)'.*/\2/p" <<<"$fish")"

[ "$failed" -eq 0 ] || exit 1

# What bash really offers.
offered() {
  (
    # shellcheck source=/dev/null
    . "$completions/sluice.bash"
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _sluice
    echo "${COMPREPLY[*]}"
  )
}
[ "$(offered sluice tas)" = tasks ] || { echo "FAILED: bash: sluice tas"; exit 1; }
[ "$(offered sluice state sh)" = show ] || { echo "FAILED: bash: sluice state sh"; exit 1; }
[ "$(offered sluice run --prof)" = --profile ] || { echo "FAILED: bash: sluice run --prof"; exit 1; }
[[ " $(offered "$sluice" plugins show f) " == *" file.publisher "* ]] || { echo "FAILED: bash: plugins show f"; exit 1; }
echo "man page and completions name what sluice help names"
