// Writes what came out of a pipeline into its test, as what is expected from now on. Main thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/trial/test_case.hpp"
#include "app/trial/trial.hpp"

namespace sluice::app {

// The text of a test file with these records, a line each, as the value of the key at `at`. Only
// the lines of that value change. E_INVALID: the value does not stand on lines of its own.
Result<std::string> with_records(const std::string& text, config::Position at,
                                 const std::vector<std::string>& records);

// The same with rows of a table: JSON by key.
Result<std::string> with_rows(const std::string& text, config::Position at,
                              const std::map<std::string, std::string>& rows);

// Into the file of each expectation: the test's own, or one of records. E_INVALID names what cannot
// be written.
Status update_test(const TestCase& test, const TrialResult& result);

// The test as it is then.
TestCase updated_test(TestCase test, const TrialResult& result);

}  // namespace sluice::app
