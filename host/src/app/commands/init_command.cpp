// sluice init FILE: writes a first config that runs. Asks at a terminal what the command line does
// not say; elsewhere names what is missing.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>

#include "app/commands/commands.hpp"
#include "app/init/starter.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/workspace.hpp"
#include "config/parse.hpp"
#include "config/suggest.hpp"
#include "platform/private_file.hpp"
#include "platform/terminal.hpp"
#include "schedule/cron.hpp"
#include "schedule/duration.hpp"

namespace sluice::app {
namespace {

bool may_ask(const Options& options) { return !options.quiet && platform::input_is_terminal(); }

// What was typed, or `usual` for nothing.
std::string ask(const std::string& what, const std::string& usual) {
  std::cerr << what << (usual.empty() ? "" : " [" + usual + "]") << ": " << std::flush;
  std::string line;
  std::getline(std::cin, line);
  return line.empty() ? usual : line;
}

std::vector<std::string> ids_of(const loader::Registry& registry, loader::Kind kind) {
  std::vector<std::string> out;
  for (const loader::PluginInfo* plugin : registry.plugins())
    for (const loader::ComponentInfo& one : plugin->components)
      if (one.kind == kind) out.push_back(one.id);
  return out;
}

// NULL after an error was printed.
const loader::ComponentInfo* choose(const Options& options, const loader::Registry& registry,
                                    loader::Kind kind, const std::string& option,
                                    const std::string& usual) {
  const std::vector<std::string> known = ids_of(registry, kind);
  std::string id = options.value_of(option);
  if (id.empty() && may_ask(options))
    id = ask((kind == loader::Kind::kSubscriber ? "read from, one of " : "write to, one of ") +
                 config::list_names(known),
             usual);
  if (id.empty()) id = usual;
  if (std::find(known.begin(), known.end(), id) != known.end()) return registry.find(id);
  usage_error("init", "there is no " + std::string(loader::kind_name(kind)) + " \"" + id + "\"" +
                          config::did_you_mean(id, known) + "; known are " +
                          config::list_names(known));
  return nullptr;
}

Answer answers(const Options& options) {
  return [&options](const Question& question) -> std::optional<std::string> {
    if (!may_ask(options)) return std::nullopt;
    if (!question.hint.empty()) std::cerr << "  (" << question.hint << ")\n";
    const std::string typed =
        ask(question.title.empty() ? question.key : question.title, question.example);
    return typed.empty() ? std::nullopt : std::optional(typed);
  };
}

// "from.path=in.ndjson". Nothing after an error was printed.
std::optional<std::vector<std::pair<std::string, std::string>>> given_by(const Options& options) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& one : options.settings) {
    const size_t equals = one.find('=');
    if (equals == one.npos) {
      usage_error("init", "--set " + one + " has no value; write --set " + one + "=VALUE");
      return std::nullopt;
    }
    out.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  }
  return out;
}

int tell_refused(const Starter& starter) {
  for (size_t i = 0; i + 1 < starter.refused.size(); i++)
    print_error("sluice init: " + starter.refused[i]);
  return usage_error("init", starter.refused.back());
}

int tell_missing(const std::string& path, const Starter& starter) {
  std::string flags;
  for (const Question& question : starter.missing) {
    print_error(question.key + " is missing: " + question.title +
                (question.hint.empty() ? "" : " (" + question.hint + ")"));
    flags += " --set " + question.key + "=" + (question.example.empty() ? "…" : question.example);
  }
  return usage_error("init", "give what is missing, as in: sluice init " + path + flags);
}

// Letters, digits, _ and - of the file's name.
std::string name_from(const std::string& path) {
  std::string out;
  for (const char c : std::filesystem::path(path).stem().string())
    out += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? c : '_';
  return out;
}

void tell_next(const std::string& path, const Starter& starter, bool scheduled) {
  print(path + " is written. Next:");
  for (const std::string& name : starter.variables)
    print("  export " + name + "=…        (or keep it with sluice secret set)");
  print("  sluice check " + path);
  print("  sluice run " + path);
  if (scheduled) print("  sluice serve " + path);
}

int write_starter(const Options& options, const std::string& path, const Starter& starter) {
  const auto file = platform::PrivateFile::create(path, options.overwrite);
  if (!file) return failure("init", file.status());
  if (Status s = file->append(starter.text); !s) return failure("init", s);
  return kDone;
}

bool is_schedule(const std::string& text) {
  if (text.empty()) return true;
  const bool period = text.find(' ') == std::string::npos && text.front() != '@';
  const Status status = period ? schedule::parse_duration(text).status()
                               : schedule::CronExpression::parse(text).status();
  if (!status) usage_error("init", "the schedule: " + status.message());
  return status.ok();
}

}  // namespace

int init_command(Options options) {
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("init", "which file is to be written? name it");
  std::error_code error;
  if (std::filesystem::exists(path, error) && !options.overwrite)
    return usage_error("init", path + " exists; name another file, or give --overwrite");
  config::Problems problems(path);
  const auto registry = scan_plugins(options, problems);
  if (!registry) return print_problems(problems, services::Redactor()), kInvalid;
  StarterChoice choice;
  choice.from = choose(options, *registry, loader::Kind::kSubscriber, "from", "file.subscriber");
  if (!choice.from) return kInvalid;
  choice.to = choose(options, *registry, loader::Kind::kPublisher, "to", "file.publisher");
  if (!choice.to) return kInvalid;
  choice.pipeline = name_from(path);
  choice.schedule = options.value_of("schedule");
  if (!is_schedule(choice.schedule)) return kInvalid;
  auto given = given_by(options);
  if (!given) return kInvalid;
  choice.given = *std::move(given);
  const Starter starter = make_starter(choice, answers(options));
  if (!starter.refused.empty()) return tell_refused(starter);
  if (!starter.missing.empty()) return tell_missing(path, starter);
  if (const int code = write_starter(options, path, starter); code != kDone) return code;
  if (!options.quiet) tell_next(path, starter, !choice.schedule.empty());
  return kDone;
}

}  // namespace sluice::app
