#include "app/trial/test_case.hpp"

#include <array>
#include <filesystem>

#include "app/report/moment.hpp"
#include "app/trial/read_records.hpp"
#include "config/files.hpp"
#include "config/parse.hpp"
#include "config/suggest.hpp"
#include "config/table_section.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;

constexpr std::array<const char*, 9> kMembers = {
    "name", "pipeline", "now", "variables", "tables", "input", "expect", "expect_tables", "errors"};

// Reads one test; its problems stand at their places.
class TestReader {
 public:
  TestReader(std::string file, const record::Limits& limits, std::string pointer,
             config::Problems& problems)
      : file_(std::move(file)),
        limits_(limits),
        pointer_(std::move(pointer)),
        problems_(problems) {}

  std::optional<TestCase> read(const Node& node) {
    const size_t before = problems_.size();
    if (!node.is(Kind::kObject)) return add(node, "", "a test is an object"), std::nullopt;
    for (const config::Member& member : node.members) check_name(member);
    TestCase out;
    out.file = file_;
    out.at = node.at;
    out.name = text(node, "name", true);
    out.pipeline = text(node, "pipeline", true);
    read_time(node, out);
    read_variables(node, out);
    for_tables(node, "tables", [&](const config::Member& table) { read_rows(table, out); });
    if (const Node* input = wanted(node, "input")) out.input = records(*input, "input").first;
    read_expected(node, out);
    for_tables(node, "expect_tables",
               [&](const config::Member& table) { read_expected_rows(table, out); });
    read_errors(node, out);
    if (!node.find("expect") && !node.find("expect_tables") && !node.find("errors"))
      add(node, "", "the test expects nothing: give expect, expect_tables or errors");
    return problems_.size() == before ? std::optional(std::move(out)) : std::nullopt;
  }

 private:
  void add(const Node& at, const std::string& member, const std::string& what) {
    problems_.add(at.at, pointer_ + member, what);
  }

  void check_name(const config::Member& member) {
    for (const char* known : kMembers)
      if (member.key == known) return;
    problems_.add(member.at, pointer_ + "/" + member.key,
                  "a test has no member \"" + member.key + "\"" +
                      config::did_you_mean(member.key, {kMembers.begin(), kMembers.end()}));
  }

  const Node* wanted(const Node& node, const std::string& name) {
    const Node* const found = node.find(name);
    if (!found) add(node, "", "the test has no " + name);
    return found;
  }

  std::string text(const Node& node, const std::string& name, bool required) {
    const Node* const found = required ? wanted(node, name) : node.find(name);
    if (!found) return {};
    if (!found->is(Kind::kString)) add(*found, "/" + name, "text is wanted");
    return found->text;
  }

  void read_time(const Node& node, TestCase& out) {
    const std::string now = text(node, "now", false);
    if (now.empty()) return;
    const auto time = parse_moment(now);
    if (!time) return add(*node.find("now"), "/now", time.status().message());
    out.now_us = *time;
  }

  void read_variables(const Node& node, TestCase& out) {
    const Node* const found = node.find("variables");
    if (!found) return;
    if (!found->is(Kind::kObject)) return add(*found, "/variables", "an object is wanted");
    for (const config::Member& one : found->members) out.variables[one.key] = one.value.text;
  }

  // The tables below the member `name`, each an object of rows.
  template <class Read>
  void for_tables(const Node& node, const std::string& name, const Read& read) {
    const Node* const found = node.find(name);
    if (!found) return;
    if (!found->is(Kind::kObject)) return add(*found, "/" + name, "an object is wanted");
    for (const config::Member& table : found->members) {
      if (table.value.is(Kind::kObject))
        read(table);
      else
        add(table.value, "/" + name + "/" + table.key,
            "an object of keys with their values is wanted");
    }
  }

  static void read_rows(const config::Member& table, TestCase& out) {
    auto& rows = out.tables[table.key];
    for (const config::Member& row : table.value.members)
      rows.push_back({config::table_key(row), config::to_json(row.value)});
  }

  static void read_expected_rows(const config::Member& table, TestCase& out) {
    ExpectedTable expected{table.key, {}, table.at};
    for (const config::Member& row : table.value.members)
      expected.rows[config::table_key(row)] = config::to_json(row.value);
    out.expected_tables.push_back(std::move(expected));
  }

  // A list of records, or a file of them, whose name comes with them.
  std::pair<std::vector<std::string>, std::string> records(const Node& node,
                                                           const std::string& name) {
    std::vector<std::string> out;
    if (node.is(Kind::kArray)) {
      for (const Node& item : node.items) out.push_back(config::to_json(item));
      return {std::move(out), std::string()};
    }
    if (!node.is(Kind::kString)) {
      add(node, "/" + name, "a list of records is wanted, or the name of a file");
      return {};
    }
    const std::string path = beside(node.text);
    auto read = read_records(path, limits_);
    if (!read) add(node, "/" + name, read.status().message());
    return {read ? std::move(*read) : std::move(out), path};
  }

  std::string beside(const std::string& name) const {
    return (std::filesystem::path(file_).parent_path() / name).string();
  }

  void read_expected(const Node& node, TestCase& out) {
    for (const config::Member& member : node.members) {
      if (member.key != "expect") continue;
      out.outputs.emplace();
      if (!member.value.is(Kind::kObject)) return add_output("", member, "expect", out);
      for (const config::Member& one : member.value.members)
        add_output(one.key, one, "expect/" + one.key, out);
    }
  }

  void add_output(const std::string& target, const config::Member& member, const std::string& name,
                  TestCase& out) {
    auto [texts, path] = records(member.value, name);
    out.outputs->push_back({target, std::move(texts), std::move(path), member.at});
  }

  void read_errors(const Node& node, TestCase& out) {
    const Node* const found = node.find("errors");
    if (!found) return;
    if (!found->is(Kind::kArray)) return add(*found, "/errors", "a list is wanted");
    for (const Node& one : found->items) {
      if (!one.is(Kind::kObject)) {
        add(one, "/errors", "an object with record, step or message is wanted");
        continue;
      }
      ExpectedFailure failure;
      if (const Node* record = one.find("record"))
        failure.record = std::atoll(record->text.c_str());
      failure.step = text(one, "step", false);
      failure.message = text(one, "message", false);
      out.failures.push_back(std::move(failure));
    }
  }

  const std::string file_;
  const record::Limits& limits_;
  const std::string pointer_;
  config::Problems& problems_;
};

}  // namespace

std::vector<TestCase> read_tests(const std::string& file, const record::Limits& limits,
                                 config::Problems& problems) {
  std::vector<TestCase> out;
  config::Problems own(file);
  const auto text = config::read_file(file, own);
  // Most files of a config have none, and were parsed as a config already.
  const bool may_have = text && text->find("tests") != std::string::npos;
  const auto root = may_have ? config::parse(*text, own) : std::nullopt;
  const Node* const list = root ? root->find("tests") : nullptr;
  if (list && !list->is(Kind::kArray)) own.add(list->at, "/tests", "a list of tests is wanted");
  for (size_t i = 0; list && i < list->items.size(); i++) {
    const std::string pointer = "/tests/" + std::to_string(i);
    if (auto one = TestReader(file, limits, pointer, own).read(list->items[i]))
      out.push_back(std::move(*one));
  }
  if (!own.empty()) problems.add_all(own, problems.add_file(file));
  return out;
}

// Files that cannot be read as a config have problems of their own there.
std::vector<TestCase> tests_of(const std::string& config, config::Problems& problems) {
  config::Problems of_config(config);
  std::vector<std::string> files = config::config_files(config, of_config);
  for (const std::string& beside : config::test_files(config)) files.push_back(beside);
  std::vector<TestCase> out;
  for (const std::string& file : files)
    for (TestCase& test : read_tests(file, {}, problems)) out.push_back(std::move(test));
  return out;
}

}  // namespace sluice::app
