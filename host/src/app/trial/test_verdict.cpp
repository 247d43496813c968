#include "app/trial/test_verdict.hpp"

#include <algorithm>
#include <utility>

#include "config/node.hpp"

namespace sluice::app {
namespace {

bool fits(const ExpectedFailure& expected, const TrialFailure& failure) {
  return (!expected.record || expected.record == failure.number) &&
         failure.step.find(expected.step) != std::string::npos &&
         failure.message.find(expected.message) != std::string::npos;
}

std::string words(const ExpectedFailure& expected) {
  std::string out = expected.record ? "record " + std::to_string(expected.record) : "a record";
  if (!expected.step.empty()) out += " at " + expected.step;
  return out + (expected.message.empty() ? "" : " with \"" + expected.message + "\"");
}

std::string words(const TrialFailure& failure) {
  const std::string record =
      failure.number ? "record " + std::to_string(failure.number) : "a record of the walk's end";
  return record + " parks at " + failure.step + ": " + failure.message;
}

// Each expected failure takes one that happened.
void judge_failures(const TestCase& test, const TrialResult& result, std::vector<Mismatch>& out) {
  std::vector<TrialFailure> rest = result.failures;
  for (const ExpectedFailure& expected : test.failures) {
    const auto found = std::find_if(rest.begin(), rest.end(),
                                    [&](const TrialFailure& one) { return fits(expected, one); });
    if (found == rest.end())
      out.push_back({words(expected) + " should park, and does not", {}});
    else
      rest.erase(found);
  }
  for (const TrialFailure& failure : rest) out.push_back({words(failure), {}});
}

void judge_records(const std::string& target, const std::vector<std::string>& expected,
                   const std::vector<CollectingTarget::Collected>& got,
                   std::vector<Mismatch>& out) {
  for (size_t i = 0; i < std::max(expected.size(), got.size()); i++) {
    const std::string what = target + ", record " + std::to_string(i + 1);
    if (i >= got.size())
      out.push_back({what + " is missing", {{"", expected[i], std::nullopt}}});
    else if (i >= expected.size())
      out.push_back({what + " is too many", {{"", std::nullopt, got[i].text}}});
    else if (auto found = differences(expected[i], got[i].text); !found.empty())
      out.push_back({what, std::move(found)});
  }
}

// An object of the rows.
std::string rows_text(const std::map<std::string, std::string>& rows) {
  std::string out = "{";
  for (const auto& [key, json] : rows)
    out += (out.size() > 1 ? "," : "") + config::to_json(config::Node::string(key)) + ":" + json;
  return out + "}";
}

void judge_tables(const TestCase& test, const TrialResult& result, std::vector<Mismatch>& out) {
  for (const ExpectedTable& expected : test.expected_tables) {
    const auto got = table_after(expected.table, test, result);
    auto found = differences(rows_text(expected.rows), rows_text(got));
    if (!found.empty()) out.push_back({"table " + expected.table, std::move(found)});
  }
}

std::string names_of(const TrialResult& result) {
  std::string out;
  for (const TrialOutput& one : result.outputs) out += (out.empty() ? "" : ", ") + one.target;
  return out;
}

}  // namespace

// By its name, or by what is in front of the component in it.
const TrialOutput* output_of(const std::string& target, const TrialResult& result) {
  if (target.empty()) return result.outputs.size() == 1 ? &result.outputs.front() : nullptr;
  for (const TrialOutput& one : result.outputs)
    if (one.target == target || one.target.substr(0, one.target.find(" (")) == target) return &one;
  return nullptr;
}

std::map<std::string, std::string> table_after(const std::string& table, const TestCase& test,
                                               const TrialResult& result) {
  std::map<std::string, std::string> out;
  if (const auto before = test.tables.find(table); before != test.tables.end())
    for (const config::TableRow& row : before->second) out[row.key] = row.json;
  for (const store::TableWrite& write : result.rows) {
    if (write.table != table) continue;
    if (write.value)
      out[write.key] = *write.value;
    else
      out.erase(write.key);
  }
  return out;
}

std::vector<Mismatch> judge(const TestCase& test, const TrialResult& result) {
  std::vector<Mismatch> out;
  if (!result.report.status)
    out.push_back({"the run fails: " + result.report.status.message(), {}});
  judge_failures(test, result, out);
  judge_tables(test, result, out);
  if (!test.outputs) return out;
  for (const ExpectedOutput& expected : *test.outputs) {
    const TrialOutput* const got = output_of(expected.target, result);
    if (got)
      judge_records(got->target, expected.records, got->records, out);
    else
      out.push_back({(expected.target.empty() ? "expect: say for which target"
                                              : "expect: there is no target " + expected.target) +
                         (", of " + names_of(result)),
                     {}});
  }
  return out;
}

}  // namespace sluice::app
