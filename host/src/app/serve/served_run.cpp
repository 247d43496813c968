#include "app/serve/served_run.hpp"

#include <random>
#include <string>
#include <utility>

#include "app/wiring/metered_plan.hpp"
#include "backlog/rounds.hpp"

namespace sluice::app {
namespace {

// The first problem, and how many more there are: `sluice check` shows them all.
Status failure_of(const config::Problems& problems) {
  const std::vector<config::Problem> all = problems.sorted();
  std::string text = config::to_text(all.front());
  if (all.size() > 1) text += "; and " + std::to_string(all.size() - 1) + " more, see sluice check";
  return {SLUICE_E_INVALID, std::move(text)};
}

}  // namespace

ServedRun::ServedRun(std::shared_ptr<const config::Config> config,
                     const config::PipelineConfig& pipeline, const RunSurroundings& surroundings,
                     std::optional<PipelineLock> lock, std::unique_ptr<RunMode> mode,
                     platform::Wake wake)
    : config_(std::move(config)),
      pipeline_(pipeline),
      around_(surroundings),
      lock_(std::move(lock)),
      mode_(std::move(mode)),
      connections_(around_.services, pipeline_.name),
      assembly_(*config_, around_.registry, around_.services.environment()),
      stop_(std::move(wake), around_.drain_ms) {
  stop_.end_with(lease());
}

ServedRun::~ServedRun() {
  stop();
  if (thread_.joinable()) thread_.join();
}

Result<std::unique_ptr<ServedRun>> ServedRun::start(
    std::shared_ptr<const config::Config> config, const config::PipelineConfig& pipeline,
    const RunSurroundings& surroundings, std::optional<PipelineLock> lock,
    std::unique_ptr<RunMode> mode, const std::map<std::string, std::string>& folders) {
  Result<platform::Wake> wake = platform::Wake::create();
  if (!wake) return wake.status();
  std::unique_ptr<ServedRun> run(new ServedRun(std::move(config), pipeline, surroundings,
                                               std::move(lock), std::move(mode), *std::move(wake)));
  if (Status s = run->prepare(folders); !s) return s;
  run->thread_ = std::thread([self = run.get()] { self->run(); });
  return run;
}

Status ServedRun::prepare(const std::map<std::string, std::string>& folders) {
  config::Problems problems(config_->files);
  assembly_.create({&pipeline_}, problems);
  if (!problems.empty()) return failure_of(problems);
  assembly_.set_folders(folders);
  MeteredPlan metered = metered_plan(assembly_, pipeline_, around_.services);
  if (Status s = mode_->adapt_plan(metered.plan, around_.store); !s) return s;
  plan_ = std::move(metered.plan);
  plan_.begin_lane = [this, own = std::move(plan_.begin_lane)](const sluice_cancel* drain) {
    live_->begin_lane();
    worker_.add_lane();
    if (own) own(drain);
  };
  requests_before_ = requests();
  plan_.profile = true;  // kept with the run: where its time went is asked when it is over
  if (lease()) plan_.fence = lease()->fence();
  when_over_ = std::move(metered.over);
  return {};
}

void ServedRun::run() {
  backlog::Rounds rounds(mode_->store(around_.store), mode_->backlogs(around_.backlogs), nullptr,
                         std::random_device{}());
  report_ = mode_->run(rounds, plan_, stop_, this);
  when_over_();
  explain_lost(lease(), report_);
  if (Status s = mode_->end(); !s && report_.status) report_.status = std::move(s);
  for (const std::string& line : mode_->remarks()) note(line);
  over_ = true;
  around_.attention.set();
}

void ServedRun::progress(const pipeline::RunReport& so_far) {
  live_->set({so_far.read, so_far.filtered, so_far.delivered(), so_far.parked,
              requests() - requests_before_});
}

// That were sent for the pipeline, of all its runs.
uint64_t ServedRun::requests() const {
  uint64_t out = 0;
  for (const http::PipelineRequests& one : around_.services.http().pipeline_requests())
    if (one.pipeline == pipeline_.name) out += one.requests;
  return out;
}

void ServedRun::note(std::string_view line) {
  around_.services.log().info("pipelines." + pipeline_.name, {}, line);
}

}  // namespace sluice::app
