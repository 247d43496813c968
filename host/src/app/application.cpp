#include "app/application.hpp"

#include <Poco/AutoPtr.h>
#include <Poco/Environment.h>
#include <Poco/StringTokenizer.h>
#include <Poco/Util/MapConfiguration.h>
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "config/suggest.hpp"
#include "platform/crash.hpp"

namespace sluice::app {
namespace {

namespace util = Poco::Util;

// Options with a value that one command has.
struct CommandOption {
  const char* name;
  const char* argument;
};
constexpr CommandOption kCommandOptions[] = {
    {"pipeline", "NAME"},  {"step", "STEP"},      {"group", "NUMBER"}, {"class", "CLASS"},
    {"in", "STATE"},       {"older", "AGE"},      {"newer", "AGE"},    {"text", "TEXT"},
    {"limit", "NUMBER"},   {"after", "ID"},       {"value", "FILE"},   {"to", "WHEN"},
    {"from", "COMPONENT"}, {"schedule", "WHEN"},  {"kills", "NUMBER"}, {"seed", "NUMBER"},
    {"keep", "FOLDER"},    {"before", "COMMAND"}, {"input", "FILE"},   {"junit", "FILE"}};

constexpr int kEnvironmentPriority = 10;  // below what options set (0)

struct FlatSetting {
  const char* option;
  const char* key;
  const char* variable;
};
constexpr std::array<FlatSetting, 3> kFlatSettings = {{
    {"state", "sluice.state", "SLUICE_STATE"},
    {"log-level", "sluice.log_level", "SLUICE_LOG"},
    {"plugins", "sluice.plugins", "SLUICE_PLUGINS"},
}};

std::vector<std::string> option_names(const util::OptionSet& options) {
  std::vector<std::string> names;
  for (const util::Option& option : options) names.push_back(option.fullName());
  return names;
}

std::vector<std::string> split(const std::string& folders) {
  const Poco::StringTokenizer parts(folders, ":", Poco::StringTokenizer::TOK_IGNORE_EMPTY);
  return {parts.begin(), parts.end()};
}

// The folder of the build tree, or the installed one; empty if there is neither.
std::string own_plugins(const std::string& program) {
  std::error_code error;
  const auto file = std::filesystem::canonical(program, error);
  if (error) return {};
  const auto tree = file.parent_path().parent_path();
  for (const char* folder : {"plugins", "lib/sluice/plugins"}) {
    if (std::filesystem::is_directory(tree / folder, error)) return (tree / folder).string();
  }
  return {};
}

int unknown_command(const std::string& name) {
  std::vector<std::string> known;
  for (const Command& command : commands()) known.emplace_back(command.name);
  print_error("sluice: there is no command \"" + name + "\"" + config::did_you_mean(name, known) +
              "; see sluice help");
  return kInvalid;
}

// An exception from a command must not reach Poco, which has exit codes of its own.
int dispatch(const std::string& name, Options options) try {
  // Not earlier: Poco's application installs handlers of its own, which throw.
  platform::report_crashes();
  for (const Command& command : commands()) {
    if (command.name == name) return command.run(std::move(options));
  }
  return unknown_command(name);
} catch (const std::exception& e) {
  print_error("sluice " + name + ": " + e.what());
  return kFailed;
}

}  // namespace

void SluiceApplication::initialize(util::Application& self) {
  layer_environment();
  util::Application::initialize(self);
}

void SluiceApplication::defineOptions(util::OptionSet& options) {
  util::Application::defineOptions(options);
  const auto flag = [&](const char* name, const char* letter) {
    options.addOption(util::Option(name, letter));
  };
  flag("json", "j");
  flag("quiet", "q");
  flag("verbose", "v");
  flag("help", "h");
  flag("markdown", "");
  flag("profile", "");
  flag("connect", "");
  flag("follow", "");
  flag("live", "");
  flag("once", "");
  flag("overwrite", "");
  flag("all", "");
  flag("yes", "y");
  flag("update", "");
  flag("request", "");
  flag("members", "");
  flag("version", "");
  options.addOption(util::Option("config", "c").argument("FILE"));
  options.addOption(util::Option("env-file", "").argument("FILE"));
  options.addOption(util::Option("record", "").argument("FILE"));
  options.addOption(util::Option("replay", "").argument("FILE"));
  options.addOption(util::Option("output", "").argument("FOLDER"));
  options.addOption(util::Option("publisher", "").argument("NAME"));
  for (const CommandOption& one : kCommandOptions)
    options.addOption(util::Option(one.name, "").argument(one.argument));
  options.addOption(util::Option("dashboard", "").argument("HOST:PORT", false));
  options.addOption(util::Option("set", "").argument("KEY=VALUE").repeatable(true));
  options.addOption(util::Option("state", "").argument("FOLDER"));
  options.addOption(util::Option("plugins", "").argument("FOLDER").repeatable(true));
  options.addOption(util::Option("log-level", "").argument("LEVEL"));
}

// Called before initialize(), while the layers are being built; they are layered in main().
void SluiceApplication::handleOption(const std::string& name, const std::string& value) {
  if (name == "json") options_.json = true;
  if (name == "quiet") options_.quiet = true;
  if (name == "verbose") options_.verbose = true;
  if (name == "markdown") options_.markdown = true;
  if (name == "profile") options_.profile = true;
  if (name == "connect") options_.connect = true;
  if (name == "follow") options_.follow = true;
  if (name == "live") options_.live = true;
  if (name == "once") options_.once = true;
  if (name == "overwrite") options_.overwrite = true;
  if (name == "all") options_.all = true;
  if (name == "yes") options_.yes = true;
  if (name == "update") options_.update = true;
  if (name == "members") options_.members = true;
  if (name == "request") options_.request = true;
  for (const CommandOption& one : kCommandOptions)
    if (name == one.name) options_.of_command[name] = value;
  if (name == "dashboard") options_.of_command[name] = value;
  if (name == "set") options_.settings.push_back(value);
  if (name == "env-file") options_.env_file = value;
  if (name == "record") options_.record = value;
  if (name == "replay") options_.replay = value;
  if (name == "output") options_.output = value;
  if (name == "help") help_ = true;
  if (name == "version") version_ = true;
  if (name == "publisher") options_.publisher = value;
  if (name == "config") options_.config = value;
  if (name == "plugins") plugins_ += ':' + value;
  for (const FlatSetting& setting : kFlatSettings) {
    if (name != setting.option) continue;
    config().setString(setting.key, name == "plugins" ? plugins_ : value);
  }
}

void SluiceApplication::layer_environment() {
  Poco::AutoPtr<util::MapConfiguration> layer(new util::MapConfiguration);
  for (const FlatSetting& setting : kFlatSettings) {
    const std::string value = Poco::Environment::get(setting.variable, "");
    if (!value.empty()) layer->setString(setting.key, value);
  }
  config().add(layer, kEnvironmentPriority);
}

// Raw: Poco must not expand a ${…} in a folder's name.
void SluiceApplication::complete_options() {
  const util::LayeredConfiguration& layers = config();
  if (layers.has("sluice.state")) options_.overrides.state = layers.getRawString("sluice.state");
  if (layers.has("sluice.log_level")) {
    options_.overrides.log_level = layers.getRawString("sluice.log_level");
  }
  options_.overrides.plugins = split(layers.getRawString("sluice.plugins", ""));
  options_.own_plugins = own_plugins(commandPath());
}

int SluiceApplication::main(const ArgVec& args) {
  complete_options();
  if (version_) return version_command(options_);
  if (args.empty()) {
    help_command(options_);
    return help_ ? kDone : kInvalid;
  }
  options_.args.assign(args.begin() + 1, args.end());
  config::Problems problems(options_.env_file);
  options_.read_env_file(problems);
  if (!problems.empty()) return print_problems(problems, services::Redactor()), kInvalid;
  if (!help_) return dispatch(args.front(), options_);
  options_.args = {args.front()};
  return help_command(options_);
}

int SluiceApplication::run_program(int argc, char** argv) {
  try {
    Poco::AutoPtr<SluiceApplication> application(new SluiceApplication);
    try {
      application->init(argc, argv);
    } catch (const util::UnknownOptionException& e) {
      const auto known = option_names(application->options());
      print_error("sluice: unknown option " + e.message() +
                  config::did_you_mean(e.message(), known) + "; see sluice help");
      return kInvalid;
    } catch (const util::OptionException& e) {
      print_error("sluice: " + e.displayText() + "; see sluice help");
      return kInvalid;
    }
    return application->run();
  } catch (const Poco::Exception& e) {
    print_error("sluice: " + e.displayText());
  } catch (const std::exception& e) {
    print_error(std::string("sluice: ") + e.what());
  }
  return kFailed;
}

}  // namespace sluice::app
