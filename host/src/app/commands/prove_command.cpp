// sluice prove FILE [PIPELINE…]: whether anything is lost when the host is killed. Runs pipelines
// in folders of their own, kills them, and compares what they leave behind.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/run_config.hpp"
#include "app/prove/proof_text.hpp"
#include "app/prove/prove_mode.hpp"
#include "app/prove/prover.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/component_name.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/output_folder.hpp"
#include "app/wiring/replay_mode.hpp"
#include "app/wiring/workspace.hpp"
#include "config/suggest.hpp"
#include "platform/private_file.hpp"
#include "platform/process.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

// Of `--kills` and `--seed`; nothing: it is no number from 1 on.
std::optional<uint64_t> number_option(const Options& options, const char* name, uint64_t usual) {
  const std::string text = options.value_of(name);
  if (text.empty()) return usual;
  uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out == 0) return std::nullopt;
  return out;
}

// A folder for the lives: the one that is named, which must be new or empty, or a passing one.
Result<fs::path> lives_folder(const std::string& wanted) {
  const fs::path folder =
      wanted.empty() ? fs::temp_directory_path() / ("sluice-prove-" + platform::random_name())
                     : fs::absolute(wanted);
  if (Status s = platform::make_private_folder(folder); !s) return s;
  std::error_code error;
  if (!fs::is_empty(folder, error))
    return Status(SLUICE_E_INVALID, "the folder " + folder.string() +
                                        " is not empty; --keep needs a new or an empty one");
  return folder;
}

class ProveCommand {
 public:
  ProveCommand(const Options& options, std::string file)
      : options_(options), file_(std::move(file)) {}

  int run() {
    const auto kills = number_option(options_, "kills", settings_.kills);
    const auto seed = number_option(options_, "seed", settings_.seed);
    if (!kills || !seed) return usage_error("prove", "--kills and --seed are numbers from 1 on");
    if (options_.live && !options_.replay.empty())
      return usage_error("prove", "--live and --replay exclude each other");
    settings_.kills = *kills;
    settings_.seed = *seed;
    settings_.before = options_.value_of("before");
    settings_.keep = !options_.value_of("keep").empty();
    services::Redactor redactor;
    config::Problems problems(file_);
    const int code = examine(redactor, problems);
    print_problems(problems, redactor);
    if (!problems.empty() || code != kDone) return problems.empty() ? code : kInvalid;
    return prove_targets(redactor);
  }

 private:
  // Which pipelines, and which of their targets; kInvalid if they cannot be proved.
  int examine(services::Redactor& redactor, config::Problems& problems) {
    const auto workspace =
        open_workspace(options_, file_, redactor, problems, {use_of(options_.args), nullptr});
    if (!workspace) return kInvalid;
    check_files(workspace->config, workspace->registry, Streams::kOurs, problems);
    for (const config::PipelineConfig* pipeline :
         choose_pipelines(workspace->config, options_.args, problems)) {
      if (workspace->registry.listens(pipeline->subscriber.use)) {
        left_out_.push_back(pipeline->name);
        continue;
      }
      if (const std::string why = obstacle(*pipeline, workspace->registry); !why.empty())
        return usage_error("prove", "pipeline " + pipeline->name + ": " + why);
      add(*pipeline, workspace->registry);
    }
    if (problems.empty() && pipelines_.empty())
      return usage_error("prove",
                         "no pipeline ends by itself: those that wait for webhooks are "
                         "left out");
    return kDone;
  }

  // Why it cannot be proved as asked; empty if it can.
  std::string obstacle(const config::PipelineConfig& pipeline,
                       const loader::Registry& registry) const {
    const std::vector<std::string> names = publisher_names(pipeline);
    for (size_t i = 0; i < names.size(); i++) {
      const config::ComponentConfig& publisher = pipeline.publishers[i];
      const auto files = output_files(publisher, registry);
      if (std::find(files.begin(), files.end(), "-") != files.end())
        return names[i] + " writes to standard output, for which nothing is promised";
      const bool elsewhere = publisher.client.empty() && !writes_files_only(publisher, registry);
      if (elsewhere && !options_.live)
        return names[i] +
               " writes neither to files nor through a client: it needs --live, and "
               "then really writes, again and again";
    }
    const auto parts = config::components_of(pipeline);
    const bool systems = std::any_of(parts.begin(), parts.end(),
                                     [](const auto* part) { return !part->client.empty(); });
    if (!systems || options_.live || !options_.replay.empty()) return {};
    return "it uses a client. Give --replay RECORDING (sluice run --record makes one; nothing is "
           "sent), or --live if its systems may be read from and written to again and again: a "
           "simulator, a sandbox";
  }

  void add(const config::PipelineConfig& pipeline, const loader::Registry& registry) {
    pipelines_.push_back(pipeline.name);
    const std::vector<std::string> names = publisher_names(pipeline);
    for (size_t i = 0; i < names.size(); i++) {
      const config::ComponentConfig& publisher = pipeline.publishers[i];
      ProvenTarget target;
      target.pipeline = pipeline.name;
      target.name = names[i];
      if (writes_files_only(publisher, registry)) {
        target.how = publisher.of_hooks ? ProvenTarget::How::kLineCount : ProvenTarget::How::kLines;
        target.file = below({}, output_files(publisher, registry).front()).string();
      }
      targets_.push_back(std::move(target));
    }
  }

  int prove_targets(const services::Redactor& redactor) {
    const auto folder = lives_folder(options_.value_of("keep"));
    if (!folder) return usage_error("prove", folder.status().message());
    settings_.folder = *folder;
    const RunInFolder run = [this](const LifeFolder& life) { return run_in(life); };
    const auto proof = prove(settings_, run, targets_);
    const bool keep = settings_.keep || (proof && !proof->holds());
    std::error_code ignored;
    if (!keep) fs::remove_all(settings_.folder, ignored);
    if (!proof)
      return failure("prove",
                     Status(proof.status().code(), redactor.redact(proof.status().message())));
    tell(*proof, redactor);
    if (keep && !options_.json) print("kept in " + settings_.folder.string());
    return proof->holds() ? kDone : kFailed;
  }

  // In the child.
  int run_in(const LifeFolder& life) const {
    Options options = options_;
    options.args = pipelines_;
    options.json = options.quiet = true;
    options.overrides.state = life.state().string();
    services::Redactor redactor;
    std::unique_ptr<RunMode> replay;
    if (!options.replay.empty()) {
      auto made = ReplayMode::go_on(options.replay, life.outputs(), redactor);
      if (!made) return usage_error("prove", made.status().message());
      replay = std::move(*made);
    }
    ProveMode mode(life, std::move(replay));
    return run_config(options, file_, mode, redactor, false);
  }

  void tell(const Proof& proof, const services::Redactor& redactor) const {
    if (options_.json) return print(redactor.redact(config::to_json(proof_node(proof, settings_))));
    if (options_.quiet) return;
    for (const std::string& line : proof_lines(proof, settings_)) print(redactor.redact(line));
    if (!left_out_.empty())
      print("left out, as they wait for webhooks: " + config::list_names(left_out_));
  }

  const Options& options_;
  const std::string file_;
  ProveSettings settings_;
  std::vector<std::string> pipelines_, left_out_;
  std::vector<ProvenTarget> targets_;
};

}  // namespace

int prove_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("prove", "which config? name the file or folder");
  platform::forbid_core_dumps();
  return ProveCommand(options, file).run();
}

}  // namespace sluice::app
