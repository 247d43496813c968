# fish completion for sluice(1)

function __sluice_components
    sluice plugins list 2>/dev/null | string replace -rf '^ *([a-z0-9_]+(?:\.[a-z0-9_]+)?) .*' '$1'
end

set -l commands run serve status reload runs top logs check config plan auth plugins manifest schema tasks state version help

complete -c sluice -n "not __fish_seen_subcommand_from $commands" -f
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a run -d 'run all pipelines of a config, or the named ones'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a serve -d 'run pipelines by their schedules until stopped'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a status -d 'what each pipeline does by itself'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a runs -d 'what a server ran'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a reload -d 'make the running server read its config again'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a top -d 'what the running server does, live'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a logs -d 'the latest lines of the running server\'s log'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a check -d 'find everything wrong with a config'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a config -d 'what results from a config\'s files'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a plan -d 'how many requests a run will take, and how long'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a auth -d 'grant a client its credentials in a browser'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a plugins -d 'what there is to use, with its settings'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a schema -d 'what a config may say'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a tasks -d 'records that could not be delivered'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a state -d 'where pipelines stand'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a version -d 'the version of the program and its boundary'
complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a help -d 'commands and options'

complete -c sluice -n "not __fish_seen_subcommand_from $commands" -a manifest -d 'what is wrong with a plugin\'s manifest, for its author'
complete -c sluice -n '__fish_seen_subcommand_from manifest; and not __fish_seen_subcommand_from check' -f -a 'check'
complete -c sluice -n '__fish_seen_subcommand_from plugins; and not __fish_seen_subcommand_from list show' -f -a 'list show'
complete -c sluice -n '__fish_seen_subcommand_from tasks; and not __fish_seen_subcommand_from list show' -f -a 'list show'
complete -c sluice -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from print' -f -a 'print'
complete -c sluice -n '__fish_seen_subcommand_from runs; and not __fish_seen_subcommand_from list show' -f -a 'list show'
complete -c sluice -n '__fish_seen_subcommand_from state; and not __fish_seen_subcommand_from show reset' -f -a 'show reset'
complete -c sluice -n '__fish_seen_subcommand_from plugins; and __fish_seen_subcommand_from show' -f -a '(__sluice_components)'
complete -c sluice -n '__fish_seen_subcommand_from schema' -f -a '(__sluice_components)'
complete -c sluice -n '__fish_seen_subcommand_from help' -f -a "$commands"

complete -c sluice -s c -l config -r -F -d 'the config'
complete -c sluice -l state -x -a '(__fish_complete_directories)' -d 'instead of host.state'
complete -c sluice -l plugins -x -a '(__fish_complete_directories)' -d 'instead of host.plugins'
complete -c sluice -l env-file -r -F -d 'variables for the config'
complete -c sluice -l log-level -x -a 'debug info warning error' -d 'how much is logged'
complete -c sluice -s j -l json -d 'results for machines'
complete -c sluice -l connect -d 'of check: reach and authenticate, too'
complete -c sluice -l follow -d 'of logs: go on until the server ends'
complete -c sluice -l pipeline -x -d 'of logs: the lines of this one only'
complete -c sluice -l once -d 'of top: print it once'
complete -c sluice -l markdown -d 'of schema: the reference of the settings'
complete -c sluice -l profile -d 'of run: where the time goes'
complete -c sluice -l record -r -F -d 'of run: write every request and response there'
complete -c sluice -l overwrite -d 'with --record: the file may exist'
complete -c sluice -l replay -r -F -d 'of run: responses come from a recording'
complete -c sluice -l output -x -a '(__fish_complete_directories)' -d 'with --replay: keep files and state there'
complete -c sluice -l publisher -x -d 'of run and state reset: only this one'
complete -c sluice -s q -l quiet -d 'errors only'
complete -c sluice -s v -l verbose -d 'more figures in the summary'
complete -c sluice -l version -d 'the version of the program'
complete -c sluice -s h -l help -d 'commands and options'
