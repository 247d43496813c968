#include "app/trial/test_run.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/report/console.hpp"
#include "app/trial/no_network.hpp"
#include "app/trial/test_tables.hpp"
#include "app/trial/test_update.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/host_services.hpp"
#include "base/cancel.hpp"
#include "credentials/cipher.hpp"
#include "platform/steady_time.hpp"
#include "platform/system_clock.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

// The system's, but for the time of day, and nobody waits.
class TestClock final : public platform::SystemClock {
 public:
  explicit TestClock(std::optional<int64_t> now_us) : now_us_(now_us) {}
  int64_t unix_us() const override { return now_us_ ? *now_us_ : platform::SystemClock::unix_us(); }
  bool wait(int64_t, const sluice_cancel* cancel) override { return !base::is_cancelled(cancel); }

 private:
  const std::optional<int64_t> now_us_;
};

void add_problem(const TestCase& test, const std::string& what, config::Problems& problems) {
  const uint32_t number = problems.add_file(test.file);
  problems.add({test.at.line, test.at.column, number}, "/tests", what);
}

const config::PipelineConfig* tested_pipeline(const TestCase& test, const config::Config& config,
                                              config::Problems& problems) {
  std::vector<std::string> names;
  for (const config::PipelineConfig& one : config.pipelines) {
    if (one.name == test.pipeline) return &one;
    names.push_back(one.name);
  }
  add_problem(test, no_pipeline(test.pipeline, names), problems);
  return nullptr;
}

}  // namespace

TestRun::TestRun(Options options, std::string file)
    : TestRun(std::move(options), std::move(file), nullptr,
              [](const std::function<void()>& work) { work(); }) {}

TestRun::TestRun(Options options, std::string file, loader::Registry* registry, OnMain on_main)
    : options_(std::move(options)),
      file_(std::move(file)),
      registry_(registry),
      shared_(registry),
      on_main_(std::move(on_main)) {
  options_.stand_ins = true;
  options_.overrides.state =
      (fs::temp_directory_path() / ("sluice-test-" + credentials::random_hex(16))).string();
}

TestRun::TestRun(Options options, std::string file, loader::Registry& registry, OnMain on_main)
    : TestRun(std::move(options), std::move(file), &registry, std::move(on_main)) {}

TestRun::~TestRun() { begin_afresh(); }

// For an update from the end of each file: it leaves the places in front of it as they are.
std::vector<TestCase> TestRun::tests(config::Problems& problems) const {
  std::vector<TestCase> out = tests_of(file_, problems);
  const auto& names = options_.args;
  std::erase_if(out, [&](const TestCase& test) {
    return !names.empty() && std::find(names.begin(), names.end(), test.pipeline) == names.end();
  });
  if (options_.update) std::reverse(out.begin(), out.end());
  return out;
}

std::optional<TestResult> TestRun::run(const TestCase& test, config::Problems& problems) {
  if (!is_read_for(test, problems)) return std::nullopt;
  auto out = run_in(test, problems);
  return problems.empty() ? std::move(out) : std::nullopt;
}

bool TestRun::is_read_for(const TestCase& test, config::Problems& problems) {
  if (config_ && variables_ == test.variables) return true;
  Options options = options_;
  options.args.clear();
  for (const auto& [name, value] : test.variables) options.variables[name] = value;
  variables_ = test.variables;
  variable_ = options.variable_source();
  config_.reset();
  return read(options, problems) && problems.empty();
}

bool TestRun::read(const Options& options, config::Problems& problems) {
  if (shared_) {
    const auto draft = config::read_config(options.read_options(file_), problems);
    if (draft) config_ = load_config(*draft, *registry_, redactor_, problems);
    return config_.has_value();
  }
  workspace_ = open_workspace(options, file_, redactor_, problems);
  if (!workspace_) return false;
  config_ = workspace_->config;
  registry_ = &workspace_->registry;
  return true;
}

// What the test before remembered is gone.
void TestRun::begin_afresh() const {
  std::error_code ignored;
  fs::remove_all(*options_.overrides.state, ignored);
}

std::optional<TestResult> TestRun::run_in(const TestCase& test, config::Problems& problems) {
  config::Config config = *config_;
  const config::PipelineConfig* const pipeline = tested_pipeline(test, config, problems);
  if (!pipeline) return std::nullopt;
  begin_afresh();
  if (Status s = place_tables(test, config, *options_.overrides.state); !s)
    return add_problem(test, s.message(), problems), std::nullopt;
  return run_steps(config, *pipeline, test, problems);
}

std::optional<TestResult> TestRun::run_steps(config::Config& config,
                                             const config::PipelineConfig& pipeline,
                                             const TestCase& test, config::Problems& problems) {
  TestClock clock(test.now_us);
  ExternalWorld world;
  world.variable = variable_;
  world.transport = [](record::PagePool*) {
    return std::make_unique<NoNetwork>(NoNetwork::kOfTests);
  };
  world.clock = &clock;
  world.unix_us = [&clock] { return clock.unix_us(); };
  const auto log = [this](std::string_view line) {
    if (options_.verbose) print_error(line);
  };
  HostServices services(config.host, redactor_, log, world);
  std::optional<Assembly> assembly;
  on_main_([&] {
    assembly.emplace(config, *registry_, services.environment());
    assembly->create({&pipeline}, problems, false, Assembly::Parts::kSteps);
  });
  std::optional<TestResult> out;
  if (problems.empty()) out = judged(*assembly, pipeline, test, clock);
  on_main_([&] { assembly.reset(); });
  return out;
}

TestResult TestRun::judged(const Assembly& assembly, const config::PipelineConfig& pipeline,
                           const TestCase& test, base::Clock& clock) const {
  const int64_t started = platform::steady_ns();
  const TrialResult result =
      run_trial(assembly.plan(pipeline), test.input, {nullptr, nullptr, &clock, {}, true});
  TestResult out{test, judge(test, result), platform::steady_ns() - started};
  if (options_.update && !out.mismatches.empty()) update(result, out);
  return out;
}

// What an update does not change, such as an error that is not listed, is still wrong.
void TestRun::update(const TrialResult& result, TestResult& out) const {
  const Status written = update_test(out.test, result);
  out.mismatches = judge(updated_test(out.test, result), result);
  out.updated = written.ok() && out.mismatches.empty();
  if (!written) out.mismatches.push_back({"not updated: " + written.message(), {}});
}

}  // namespace sluice::app
