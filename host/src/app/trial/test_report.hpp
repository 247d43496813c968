// How the tests of a config went, for people and for machines. Main thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/trial/test_case.hpp"
#include "app/trial/test_verdict.hpp"
#include "config/node.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

struct TestResult {
  TestCase test;
  std::vector<Mismatch> mismatches;  // empty: passed
  int64_t ns = 0;
  bool updated = false;  // what came out is expected from now on
};

// It passed, or does from now on.
inline bool is_good(const TestResult& result) {
  return result.mismatches.empty() || result.updated;
}

// To standard output, coloured at a terminal: a line each, and what differs: - expected, + made.
// `quiet`: only those that failed.
void print_test(const TestResult& result, const services::Redactor& redactor, bool quiet);
void print_count(const std::vector<TestResult>& results);

// {"tests":[{"name","pipeline","file","line","passed","mismatches":[…]}],"passed":…,"failed":…}
config::Node tests_node(const std::vector<TestResult>& results);

// The same as JUnit's XML, which CI servers read.
std::string junit_text(const std::vector<TestResult>& results, const services::Redactor& redactor);

}  // namespace sluice::app
