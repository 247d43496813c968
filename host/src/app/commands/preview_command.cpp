// sluice preview FILE [PIPELINE]: what each step makes of sample records, or of the request;
// nothing is published or committed.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/screen.hpp"
#include "app/trial/chosen_step.hpp"
#include "app/trial/kept_memory.hpp"
#include "app/trial/members_view.hpp"
#include "app/trial/no_network.hpp"
#include "app/trial/preview_text.hpp"
#include "app/trial/read_records.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/kept_components.hpp"
#include "app/wiring/metered_plan.hpp"
#include "app/wiring/rate_memory.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/workspace.hpp"
#include "platform/process.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

using Parts = Assembly::Parts;

constexpr size_t kSampleRecords = 3;

Status wrong_sample(const std::string& what) { return {SLUICE_E_INVALID, what}; }

// What was asked for.
struct Sample {
  std::string input;  // empty: the source is read
  std::string step;   // a number or a name; empty: all
  size_t records = kSampleRecords;
  bool request = false;  // the walk's request instead of records
  bool members = false;  // what is known of records before any is read

  // A server is asked.
  bool reads() const { return input.empty() && !request && !members; }
};

Result<Sample> sample_asked(const Options& options) {
  Sample out{options.value_of("input"), options.value_of("step"), kSampleRecords, options.request,
             options.members};
  const std::string limit = options.value_of("limit");
  if ((out.request || out.members) && !(out.input.empty() && limit.empty()))
    return wrong_sample("--request and --members have no records: no --input, no --limit");
  if (limit.empty()) {
    if (!out.input.empty()) out.records = SIZE_MAX;
    return out;
  }
  if (limit.size() > 6 || limit.find_first_not_of("0123456789") != limit.npos || limit == "0")
    return wrong_sample("--limit " + limit + ": a number from 1 to 999999 is wanted");
  out.records = std::stoul(limit);
  return out;
}

class PreviewRun {
 public:
  PreviewRun(const Options& options, Sample what, Workspace& workspace,
             services::Redactor& redactor)
      : options_(options), wanted_(std::move(what)), workspace_(workspace), redactor_(redactor) {}

  int run(const config::PipelineConfig& pipeline, config::Problems& problems) {
    Screen screen(false);
    ExternalWorld world;
    world.variable = options_.variable_source();
    if (wanted_.request)
      world.transport = [](record::PagePool*) {
        return std::make_unique<NoNetwork>(NoNetwork::kOfRequests);
      };
    HostServices services(
        workspace_.config.host, redactor_, [&screen](std::string_view line) { screen.line(line); },
        world);
    RateMemory memory(services);
    memory.restore();
    Assembly assembly(workspace_.config, workspace_.registry, services.environment());
    const bool reads = wanted_.reads();
    assembly.create({&pipeline}, problems, false,
                    reads || wanted_.members ? Parts::kWithoutPublishers : Parts::kSteps);
    if (!problems.empty()) return kInvalid;
    if (wanted_.members) return members(members_of(assembly, pipeline));
    MeteredPlan metered = metered_plan(assembly, pipeline, services);
    if (wanted_.request) metered.plan = plan_of_request(std::move(metered.plan));
    const auto step = step_name(metered.plan, wanted_.step);
    if (!step) return usage_error("preview", step.status().message());
    const auto records = sample(pipeline, metered.plan);
    if (!records) return preview_fails(records.status());
    const int code = try_records(pipeline, metered.plan, *records, *step);
    if (reads) memory.keep();
    return code;
  }

 private:
  Result<std::vector<std::string>> sample(const config::PipelineConfig& pipeline,
                                          const pipeline::Plan& plan) {
    if (wanted_.request) return std::vector<std::string>{plan.request};
    if (wanted_.input.empty()) {
      if (!workspace_.registry.listens(pipeline.subscriber.use))
        return first_records(plan, wanted_.records);
      return wrong_sample("pipeline " + pipeline.name +
                          " waits for others' requests; give --input FILE");
    }
    auto out = read_records(wanted_.input, plan.limits);
    if (out && out->size() > wanted_.records) out->resize(wanted_.records);
    return out;
  }

  int try_records(const config::PipelineConfig& pipeline, const pipeline::Plan& plan,
                  const std::vector<std::string>& records, const std::string& step) {
    store::SqliteStore store(store_file(workspace_.config.host.state),
                             store::SqliteStore::Mode::read_only);
    KeptMemory kept(store, pipeline.name, components_to_keep(pipeline, workspace_.registry));
    StepTrace trace;
    const TrialSettings settings{&kept, &trace, nullptr};
    const TrialResult result =
        wanted_.request ? run_request_trial(plan, settings) : run_trial(plan, records, settings);
    const Preview preview{records, trace, result, step, wanted_.request};
    if (options_.json)
      print(redactor_.redact(config::to_json(preview_node(preview))));
    else
      print_preview(preview, redactor_);
    if (records.empty() && !options_.quiet) print_error("no records");
    if (!result.report.status) return preview_fails(result.report.status);
    if (result.failures.empty()) return kDone;
    return wanted_.request ? kFailed : kParked;
  }

  int members(const std::vector<MembersAt>& places) const {
    if (options_.json)
      print(config::to_json(members_node(places)));
    else
      print_members(places);
    return kDone;
  }

  int preview_fails(const Status& status) {
    print_error("sluice preview: " + redactor_.redact(status.message()));
    return status.code() == SLUICE_E_INVALID ? kInvalid : kFailed;
  }

  const Options& options_;
  const Sample wanted_;
  Workspace& workspace_;
  services::Redactor& redactor_;
};

// The one that is named, or the only one.
const config::PipelineConfig* chosen(const config::Config& config,
                                     const std::vector<std::string>& names,
                                     config::Problems& problems) {
  const Pipelines found = choose_pipelines(config, names, problems);
  return found.size() == 1 ? found.front() : nullptr;
}

}  // namespace

int preview_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("preview", "which config? name the file");
  if (options.args.size() > 1) return usage_error("preview", "name one pipeline");
  const auto what = sample_asked(options);
  if (!what) return usage_error("preview", what.status().message());
  options.stand_ins = !what->reads();
  platform::forbid_core_dumps();
  http::CurlPreload curl;
  services::Redactor redactor;
  config::Problems problems(file);
  std::optional<Workspace> workspace =
      open_workspace(options, file, redactor, problems, {use_of(options.args), &curl});
  int code = kInvalid;
  if (workspace && problems.empty()) {
    const auto* pipeline = chosen(workspace->config, options.args, problems);
    if (!pipeline && problems.empty())
      return usage_error("preview", "the config has several pipelines: name one");
    if (pipeline) code = PreviewRun(options, *what, *workspace, redactor).run(*pipeline, problems);
  }
  print_problems(problems, redactor);
  return code;
}

}  // namespace sluice::app
