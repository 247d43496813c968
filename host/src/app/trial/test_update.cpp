#include "app/trial/test_update.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "app/trial/test_verdict.hpp"
#include "config/node.hpp"

namespace sluice::app {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size() - 1);
    out.push_back(text.substr(start, end + 1 - start));
    start = end + 1;
  }
  return out;
}

size_t indent_of(const std::string& line) { return line.find_first_not_of(" \n\r"); }

// In a list at the key's own column, or further to the right.
bool belongs_to(const std::string& line, size_t column) {
  const size_t indent = indent_of(line);
  if (indent == line.npos || indent > column) return true;
  return indent == column && line.compare(indent, 2, "- ") == 0;
}

std::string text_of_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Status write_file(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  return out ? Status() : Status(SLUICE_E_INVALID, file + " cannot be written");
}

std::string joined(const std::vector<std::string>& records, const std::string& before) {
  std::string out;
  for (const std::string& record : records) out += before + record + "\n";
  return out;
}

std::vector<std::string> texts_of(const TrialOutput& output) {
  std::vector<std::string> out;
  for (const auto& one : output.records) out.push_back(one.text);
  return out;
}

Status write_text(const TestCase& test, const Result<std::string>& text) {
  return text ? write_file(test.file, *text) : text.status();
}

Status update_output(const TestCase& test, const ExpectedOutput& expected,
                     const TrialOutput& output) {
  const std::vector<std::string> records = texts_of(output);
  if (!expected.file.empty()) return write_file(expected.file, joined(records, ""));
  return write_text(test, with_records(text_of_file(test.file), expected.key_at, records));
}

Status update_table(const TestCase& test, const ExpectedTable& expected,
                    const TrialResult& result) {
  const auto rows = table_after(expected.table, test, result);
  return write_text(test, with_rows(text_of_file(test.file), expected.key_at, rows));
}

// These lines as the value of the key at `at`, or `empty` if there are none.
Result<std::string> with_lines(const std::string& text, config::Position at,
                               const std::vector<std::string>& value, const char* empty) {
  const std::vector<std::string> lines = lines_of(text);
  const size_t number = at.line - 1, column = at.column - 1;
  const bool own_line = number < lines.size() && column < lines[number].size() &&
                        lines[number].find_first_not_of(" -") == column;
  const size_t colon = own_line ? lines[number].find(':', column) : text.npos;
  if (colon == text.npos)
    return Status(SLUICE_E_INVALID, "line " + std::to_string(at.line) +
                                        ": what is expected must stand on lines of its own, or in "
                                        "a file, to be updated");
  std::string out;
  for (size_t i = 0; i < number; i++) out += lines[i];
  out += lines[number].substr(0, colon + 1) + (value.empty() ? empty : "") + "\n";
  out += joined(value, std::string(column + 2, ' '));
  size_t next = number + 1;
  while (next < lines.size() && belongs_to(lines[next], column)) next++;
  // Empty lines behind the value stay.
  while (next > number + 1 && indent_of(lines[next - 1]) == text.npos) next--;
  for (; next < lines.size(); next++) out += lines[next];
  return out;
}

}  // namespace

Result<std::string> with_records(const std::string& text, config::Position at,
                                 const std::vector<std::string>& records) {
  std::vector<std::string> items;
  for (const std::string& record : records) items.push_back("- " + record);
  return with_lines(text, at, items, " []");
}

Result<std::string> with_rows(const std::string& text, config::Position at,
                              const std::map<std::string, std::string>& rows) {
  std::vector<std::string> members;
  for (const auto& [key, json] : rows)
    members.push_back(config::to_json(config::Node::string(key)) + ": " + json);
  return with_lines(text, at, members, " {}");
}

// From the end of the file, so that places in front of a change stay true.
Status update_test(const TestCase& test, const TrialResult& result) {
  std::multimap<size_t, std::function<Status()>, std::greater<>> by_line;
  for (const ExpectedTable& one : test.expected_tables)
    by_line.emplace(one.key_at.line, [&] { return update_table(test, one, result); });
  if (test.outputs)
    for (const ExpectedOutput& one : *test.outputs)
      if (const TrialOutput* const output = output_of(one.target, result))
        by_line.emplace(one.key_at.line, [&, output] { return update_output(test, one, *output); });
  for (const auto& [line, update] : by_line)
    if (Status s = update(); !s) return s;
  return {};
}

TestCase updated_test(TestCase test, const TrialResult& result) {
  for (ExpectedTable& one : test.expected_tables) one.rows = table_after(one.table, test, result);
  if (!test.outputs) return test;
  for (ExpectedOutput& one : *test.outputs)
    if (const TrialOutput* const output = output_of(one.target, result))
      one.records = texts_of(*output);
  return test;
}

}  // namespace sluice::app
