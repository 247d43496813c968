// sluice test FILE [PIPELINE...]: the tests of a config.
#include <algorithm>
#include <fstream>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/trial/test_run.hpp"

namespace sluice::app {
namespace {

Status write_junit(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  return out ? Status() : Status(SLUICE_E_INVALID, file + " cannot be written");
}

int tell(const Options& options, const std::vector<TestResult>& results,
         const services::Redactor& redactor) {
  const std::string file = options.value_of("junit");
  const Status written = file.empty() ? Status() : write_junit(file, junit_text(results, redactor));
  if (!written) return failure("test", written);
  if (options.json)
    print(redactor.redact(config::to_json(tests_node(results))));
  else
    print_count(results);
  return std::all_of(results.begin(), results.end(), is_good) ? kDone : kFailed;
}

}  // namespace

int test_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("test", "which config? name the file");
  TestRun run(options, file);
  config::Problems problems(file);
  const std::vector<TestCase> tests = run.tests(problems);
  print_problems(problems, run.redactor());
  if (!problems.empty()) return kInvalid;
  if (tests.empty()) return usage_error("test", "there are no tests in " + file + " or beside it");
  std::vector<TestResult> results;
  for (const TestCase& test : tests) {
    config::Problems found(file);
    auto result = run.run(test, found);
    print_problems(found, run.redactor());
    if (!result) return kInvalid;
    if (!options.json) print_test(*result, run.redactor(), options.quiet);
    results.push_back(std::move(*result));
  }
  return tell(options, results, run.redactor());
}

}  // namespace sluice::app
