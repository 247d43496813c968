// sluice help [COMMAND] and sluice version.
#include <algorithm>
#include <array>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "config/suggest.hpp"
#include "sluice/abi.h"

namespace sluice::app {
namespace {

constexpr std::array<Command, 28> kCommands = {{
    {"run", "FILE [PIPELINE...] | FILE PIPELINE --publisher NAME",
     "runs all pipelines of a config, or the named ones; or gives one publisher everything",
     run_command},
    {"serve", "FILE [--dashboard[=HOST:PORT]]",
     "runs pipelines by their schedules, and those that wait for webhooks, until stopped",
     serve_command},
    {"status", "FILE", "what each pipeline does by itself, its last run, its next one",
     status_command},
    {"reload", "FILE", "makes the running server read its config again, and says what is wrong",
     reload_command},
    {"runs", "list FILE [PIPELINE] | show FILE ID", "what a server ran, the latest first",
     runs_command},
    {"top", "FILE [--once]", "what the running server does, live", top_command},
    {"logs", "FILE [--follow] [--pipeline NAME]", "the latest lines of the running server's log",
     logs_command},
    {"check", "FILE [PIPELINE...]", "finds everything wrong with a config, without network",
     check_command},
    {"preview",
     "FILE [PIPELINE] [--limit NUMBER] [--step STEP] [--input FILE | --request | --members]",
     "what each step makes of the source's first records, of a file's, or of the request",
     preview_command},
    {"test", "FILE [PIPELINE...] [--update] [--junit FILE]",
     "runs the tests of a config, without network or state", test_command},
    {"eval", "[EXPRESSION] [FILE]",
     "what an expression gives for each record of a file or of standard input; asks at a terminal",
     eval_command},
    {"init", "FILE [--from COMPONENT] [--to COMPONENT] [--set KEY=VALUE...] [--schedule WHEN]",
     "writes a first config that runs; asks at a terminal what it is not told", init_command},
    {"doctor", "FILE",
     "what a run needs besides the config: disk, rights, clock, plugins, locks, connections",
     doctor_command},
    {"config", "print FILE", "what results from a config's files, and where each value comes from",
     config_command},
    {"prove", "FILE [PIPELINE...] [--replay FILE | --live]",
     "kills runs again and again, and shows that nothing is lost: in folders of their own",
     prove_command},
    {"plan", "FILE", "how many requests a run will take, and how long at the rate limit",
     plan_command},
    {"auth", "[FILE | PLUGIN] CLIENT", "lets a person grant a client its credentials in a browser",
     auth_command},
    {"plugins", "list | show ID [TOPIC]", "what there is to use, with its settings",
     plugins_command},
    {"manifest", "check FILE...", "what is wrong with a plugin's manifest, for its author",
     manifest_command},
    {"schema", "[COMPONENT]", "what a config may say, as JSON schema or --markdown",
     schema_command},
    {"secret", "set FILE NAME | list FILE | remove FILE NAME",
     "values that are kept encrypted, for ${secret:NAME}; set reads standard input",
     secret_command},
    {"access", "add FILE NAME ROLE | list FILE | remove FILE NAME",
     "tokens for the API and the dashboard of a server, and what each may do", access_command},
    {"table",
     "list FILE | show FILE NAME [KEY] | set FILE NAME KEY VALUE | remove FILE NAME KEY... | "
     "export FILE NAME | import FILE NAME LINES",
     "what records look up: the config's tables, and rows of those that are kept in the store",
     table_command},
    {"tasks",
     "list FILE [PIPELINE] | show FILE ID | groups FILE [PIPELINE] | edit FILE ID | "
     "retry FILE [ID...] | skip FILE [ID...] | export FILE [ID...] | import FILE LINES | "
     "prune FILE [ID...]",
     "records that could not be delivered: look at them, change them, send them again",
     tasks_command},
    {"backlog", "list FILE [PIPELINE] | try FILE PIPELINE [TARGET] | drop FILE PIPELINE TARGET",
     "records that wait for targets that are down: look, try again at once, give them up",
     backlog_command},
    {"state",
     "show FILE [PIPELINE...] | reset FILE PIPELINE... [--publisher NAME] | "
     "rename FILE OLD NEW | "
     "rewind FILE PIPELINE [--to WHEN] | set FILE PIPELINE --value FILE | backup FILE COPY | "
     "restore FILE COPY | export FILE [PIPELINE...] | import FILE LINES",
     "where pipelines stand; reset makes them start over, or one of their targets; rename moves "
     "what is stored to a pipeline's new name; rewind takes them back",
     state_command},
    {"version", "", "the version of the program and its boundary", version_command},
    {"help", "[COMMAND]", "this text", help_command},
}};

constexpr std::string_view kOptions =
    "Options\n"
    "  -c, --config FILE       the config, a file or a folder, if it is not the first argument\n"
    "      --state FOLDER      instead of host.state; also SLUICE_STATE\n"
    "      --plugins FOLDER    instead of host.plugins and the program's own; may be repeated;\n"
    "                          also SLUICE_PLUGINS, separated by colons\n"
    "      --env-file FILE     variables for ${NAME} and $env.NAME, a NAME=value in each line; "
    "they\n"
    "                          win over the environment\n"
    "      --log-level LEVEL   debug, info, warning or error; also SLUICE_LOG\n"
    "  -j, --json              results for machines\n"
    "      --connect           of check: reach and authenticate, too; missing permissions\n"
    "      --follow            of logs: goes on, also after a restart of the server\n"
    "      --pipeline NAME     of logs: the lines of this one only\n"
    "      --once              of top: prints it once\n"
    "      --dashboard[=HOST:PORT]  of serve: pages for browsers, at 127.0.0.1:8711 if not said\n"
    "      --markdown          of schema: the reference of the settings\n"
    "      --profile           of run: where the time goes, and what bounds each pipeline\n"
    "      --record FILE       of run: writes every request and response there, secrets left out\n"
    "      --overwrite         with --record: FILE may exist\n"
    "      --replay FILE       of run and prove: responses come from a recording, nothing is sent\n"
    "      --output FOLDER     with --replay: keeps files and state there, a new folder;\n"
    "                          otherwise they are thrown away\n"
    "      --publisher NAME    of run: this one gets everything from the start, the pipeline's "
    "place\n"
    "                          and its other publishers stay as they are; of state reset: forgets\n"
    "                          what this target of the pipelines has taken, not the source's "
    "place.\n"
    "                          NAME: publishers[0], or the component if only one has it\n"
    "\n"
    "Options of tasks, which choose some; commands that change tasks need one of them, or numbers\n"
    "      --pipeline NAME     of this pipeline\n"
    "      --step STEP         stopped there: \"publishers[0] (file.publisher)\"; of preview: only "
    "this\n"
    "                          one, by its number or name\n"
    "      --group NUMBER      with this kind of error (tasks groups)\n"
    "      --class CLASS       data, unavailable, timeout, auth, rate_limited, ...\n"
    "      --in STATES         parked, retrying, done, skipped, superseded or all; joined by "
    "commas\n"
    "      --older AGE         failed last before that: 90m, 12h, 30d\n"
    "      --newer AGE         failed last since then\n"
    "      --text TEXT         in the message or the record's key\n"
    "      --all               all of those that the command is for\n"
    "      --limit NUMBER      of tasks list: of a page; usually 100; of preview: records, usually "
    "3\n"
    "      --after ID          of tasks list: the page after this task\n"
    "      --value FILE        of tasks edit: the new value; without it, $VISUAL or $EDITOR; of\n"
    "                          state set: the cursor\n"
    "\n"
    "      --to WHEN           of state rewind: a commit's number, an age (2h) or a time\n"
    "                          (2026-11-30T10:00:00Z); without it, those that are kept\n"
    "  -y, --yes               of state rewind: without a question\n"
    "      --from COMPONENT    of init: what to read with; file.subscriber if it is not said\n"
    "      --to COMPONENT      of init: what to write with; file.publisher if it is not said\n"
    "      --set KEY=VALUE     of init: a setting, as from.path=in.ndjson; may be repeated\n"
    "      --schedule WHEN     of init: a period (5m) or a cron expression for sluice serve\n"
    "\n"
    "      --live              of prove: the config's systems may be read from and written to, "
    "again "
    "and\n"
    "                          again: a simulator, a sandbox\n"
    "      --kills NUMBER      of prove: how often runs are killed; usually 100\n"
    "      --seed NUMBER       of prove: other moments for other numbers; usually 1\n"
    "      --before COMMAND    of prove: run before each life, such as one that resets the "
    "simulator\n"
    "      --keep FOLDER       of prove: what each life left behind stays there, a new folder\n"
    "\n"
    "      --input FILE        of preview and eval: records of a file; - is standard input\n"
    "      --request           of preview: what request transformers make of the request; nothing "
    "is "
    "sent\n"
    "      --members           of preview: which members records have behind each step, as far as "
    "that\n"
    "                          is known before any is read\n"
    "      --update            of test: what came out is expected from now on\n"
    "      --junit FILE        of test: the results for CI servers\n"
    "\n"
    "  -q, --quiet             errors only\n"
    "  -v, --verbose           more figures in the summary\n"
    "      --version           the same as sluice version\n"
    "  -h, --help              this text\n"
    "\n"
    "Exit codes: 0 done; 1 failed; 2 invalid configuration or usage; 3 done, but records were\n"
    "parked; 4 another process works on the state; 130 interrupted, state safe";

void print_command(const Command& command) {
  print("  sluice " + std::string(command.name) + " " + std::string(command.synopsis));
  print("      " + std::string(command.summary));
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

int help_command(Options options) {
  const std::string name = options.take();
  std::vector<std::string> known;
  for (const Command& command : kCommands) known.emplace_back(command.name);
  if (!name.empty() && std::find(known.begin(), known.end(), name) == known.end()) {
    return usage_error("help",
                       "there is no command \"" + name + "\"" + config::did_you_mean(name, known));
  }
  print("Sluice moves records between systems");
  print("");
  for (const Command& command : kCommands) {
    if (name.empty() || name == command.name) print_command(command);
  }
  print("");
  print_text(kOptions);
  return kDone;
}

// By value like every command: it is in their table.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
int version_command(Options options) {
  const std::string abi = std::to_string(SLUICE_ABI_MAJOR) + "." + std::to_string(SLUICE_ABI_MINOR);
  if (options.json) {
    config::Node node = config::Node::object();
    node.set("version", text_node(SLUICE_VERSION));
    node.set("abi", text_node(abi));
    node.set("record_layout", unsigned_node(SLUICE_RECORD_LAYOUT));
    print(config::to_json(node));
  } else {
    print("sluice " SLUICE_VERSION ", plugin boundary " + abi + ", record layout " +
          std::to_string(SLUICE_RECORD_LAYOUT));
  }
  return kDone;
}

}  // namespace sluice::app
