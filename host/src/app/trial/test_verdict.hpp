// Whether a test's pipeline did what the test says. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/trial/test_case.hpp"
#include "app/trial/trial.hpp"
#include "app/trial/value_diff.hpp"

namespace sluice::app {

// Something that is not as expected.
struct Mismatch {
  std::string what;  // "publishers[0] (file.publisher), record 2"
  std::vector<Difference> differences;
};

// Empty: the test passes.
std::vector<Mismatch> judge(const TestCase& test, const TrialResult& result);

// The output of the target that an expectation means; null: there is none, or several for an empty
// name.
const TrialOutput* output_of(const std::string& target, const TrialResult& result);

// The rows of a table in the store after the test, JSON by key: those it began with, and what
// steps put or took out. Rows stay however long they are meant to live.
std::map<std::string, std::string> table_after(const std::string& table, const TestCase& test,
                                               const TrialResult& result);

}  // namespace sluice::app
