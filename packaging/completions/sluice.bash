# bash completion for sluice(1)

_sluice_components() {
  "$1" plugins list 2>/dev/null | sed -nE 's/^ *([a-z0-9_]+(\.[a-z0-9_]+)?) .*/\1/p'
}

_sluice() {
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local commands='run serve status reload runs top logs check preview test eval init doctor config prove plan auth plugins manifest schema secret access table tasks backlog state version help'
  local options='--config --state --plugins --env-file --log-level --json --connect --markdown --profile --record
    --overwrite --replay --output --publisher --follow --once --dashboard --pipeline --step --group --class --in --older --newer --text --all
    --limit --after --value --to --from --set --schedule --live --kills --seed --before --keep --input --request --members --update --junit --yes --quiet --verbose --version --help -c -y -j -q -v -h'
  local words=() word
  COMPREPLY=()

  case $previous in
    -c | --config | --env-file | --record | --replay | --value | --input | --junit) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --state | --plugins | --output | --keep) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --log-level) mapfile -t COMPREPLY < <(compgen -W 'debug info warning error' -- "$current"); return ;;
    --in) mapfile -t COMPREPLY < <(compgen -W 'parked retrying done skipped superseded all' -- "$current"); return ;;
    --publisher | --pipeline | --step | --group | --class | --older | --newer | --text | --limit | --after | --to | --from | --set | --schedule | --kills | --seed | --before) return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    return
  fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || words+=("$word")
  done
  case "${#words[@]} ${words[*]}" in
    '0 '*) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current") ;;
    '1 manifest') mapfile -t COMPREPLY < <(compgen -W 'check' -- "$current") ;;
    '1 plugins') mapfile -t COMPREPLY < <(compgen -W 'list show' -- "$current") ;;
    '1 tasks') mapfile -t COMPREPLY < <(compgen -W 'list show groups edit retry skip export import prune' -- "$current") ;;
    '1 config') mapfile -t COMPREPLY < <(compgen -W 'print' -- "$current") ;;
    '1 access') mapfile -t COMPREPLY < <(compgen -W 'add list remove' -- "$current") ;;
    '1 secret') mapfile -t COMPREPLY < <(compgen -W 'set list remove' -- "$current") ;;
    '1 table') mapfile -t COMPREPLY < <(compgen -W 'list show set remove export import' -- "$current") ;;
    '1 backlog') mapfile -t COMPREPLY < <(compgen -W 'list try drop' -- "$current") ;;
    '1 runs') mapfile -t COMPREPLY < <(compgen -W 'list show' -- "$current") ;;
    '1 state') mapfile -t COMPREPLY < <(compgen -W 'show reset rename rewind set backup restore export import' -- "$current") ;;
    '1 help') mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current") ;;
    '2 plugins show' | '1 schema')
      mapfile -t COMPREPLY < <(compgen -W "$(_sluice_components "$program")" -- "$current") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
  esac
}

complete -o filenames -F _sluice sluice
