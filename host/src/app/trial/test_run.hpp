// Runs the tests of a config, each in a world of its own: no state, no network, its own time, in
// which waiting takes none. Main thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/trial/test_case.hpp"
#include "app/trial/test_report.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/options.hpp"
#include "app/wiring/workspace.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

class TestRun {
 public:
  // What makes and destroys components is called by it: on the main thread, if others do so, too.
  using OnMain = std::function<void(const std::function<void()>& work)>;

  // `options.args`: the pipelines whose tests are wanted; none: all. `file`: the config.
  TestRun(Options options, std::string file);
  // With plugins that are loaded, which outlive it.
  TestRun(Options options, std::string file, loader::Registry& registry, OnMain on_main);
  ~TestRun();  // removes the state that the tests had
  TestRun(const TestRun&) = delete;
  TestRun& operator=(const TestRun&) = delete;

  // Those that are wanted, in the order to run them in.
  std::vector<TestCase> tests(config::Problems& problems) const;
  // Nothing: the config or the test is wrong, which `problems` say. With `options.update` what came
  // out is written into the test.
  std::optional<TestResult> run(const TestCase& test, config::Problems& problems);

  const services::Redactor& redactor() const { return redactor_; }

 private:
  TestRun(Options options, std::string file, loader::Registry* registry, OnMain on_main);
  TestResult judged(const Assembly& assembly, const config::PipelineConfig& pipeline,
                    const TestCase& test, base::Clock& clock) const;
  bool is_read_for(const TestCase& test, config::Problems& problems);
  bool read(const Options& options, config::Problems& problems);
  std::optional<TestResult> run_in(const TestCase& test, config::Problems& problems);
  std::optional<TestResult> run_steps(config::Config& config,
                                      const config::PipelineConfig& pipeline, const TestCase& test,
                                      config::Problems& problems);
  void begin_afresh() const;
  void update(const TrialResult& result, TestResult& out) const;

  Options options_;
  const std::string file_;
  services::Redactor redactor_;
  std::optional<Workspace> workspace_;    // with plugins of its own
  std::optional<config::Config> config_;  // read once for tests with the same variables
  loader::Registry* registry_ = nullptr;  // of `workspace_`, or of others
  const bool shared_;                     // of others
  const OnMain on_main_;
  std::map<std::string, std::string> variables_;
  std::function<std::optional<std::string>(const std::string&)> variable_;
};

}  // namespace sluice::app
