// Tests of a config, as people write them: records that go in, and what comes out. Plain values.
// Main thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "config/problem.hpp"
#include "record/limits.hpp"

namespace sluice::app {

// The records that one target gets.
struct ExpectedOutput {
  std::string target;  // name of an outgoing, or "publishers[0]"; empty: the only one
  std::vector<std::string> records;
  std::string file;         // where they stand, if not in the test; else empty
  config::Position key_at;  // of `expect`, or of the target's name below it
};

// All rows of a table in the store when the test is over.
struct ExpectedTable {
  std::string table;
  std::map<std::string, std::string> rows;  // JSON by key
  config::Position key_at;                  // of the table's name
};

// A record that parks.
struct ExpectedFailure {
  int64_t record = 0;   // its number in the input, from 1; 0: any
  std::string step;     // a part of its name; empty: any
  std::string message;  // a part of it; empty: any
};

struct TestCase {
  std::string file;
  config::Position at;
  std::string name;
  std::string pipeline;
  std::optional<int64_t> now_us;  // the time of the test; nothing: the real one
  std::map<std::string, std::string> variables;
  // Rows of tables, by name: instead of those of the config, or kept in the store of the test.
  std::map<std::string, std::vector<config::TableRow>> tables;
  std::vector<std::string> input;                      // JSON
  std::optional<std::vector<ExpectedOutput>> outputs;  // nothing: they are not looked at
  std::vector<ExpectedTable> expected_tables;          // others are not looked at
  std::vector<ExpectedFailure> failures;               // all that park
};

// The tests in a file: those under its `tests`, a list. A file without has none. What is wrong is a
// problem at its place.
std::vector<TestCase> read_tests(const std::string& file, const record::Limits& limits,
                                 config::Problems& problems);

// The same of all files of a config, a file or a folder, and of those beside them.
std::vector<TestCase> tests_of(const std::string& config, config::Problems& problems);

}  // namespace sluice::app
