#include "backlog/numbered_lines.hpp"

#include <charconv>

#include "pipeline/fingerprint.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::backlog {
namespace {

constexpr std::string_view kLineHead = R"({"number":[)";
constexpr std::string_view kOf = "of";
constexpr std::string_view kLineOf = R"(],"of":")";
constexpr std::string_view kLineMiddle = R"(],"value":)";
constexpr std::string_view kLineMiddleBehindOf = R"(","value":)";

// Digit by digit: a number as such may be a secret, which would be taken out.
void append_digits(std::string& line, int64_t number) {
  const std::string digits = std::to_string(number);
  line += digits[0];
  for (size_t i = 1; i < digits.size(); i++) (line += ',') += digits[i];
}

// A value's line breaks are between its parts, so a space does as well.
void append_value(std::string& line, std::string_view value) {
  const size_t begin = line.size();
  line += value;
  for (const char end : {'\n', '\r'})
    for (size_t at = begin; (at = line.find(end, at)) != line.npos;) line[at] = ' ';
}

sluice_status unwrap(sluice_batch* batch, sluice_value* root) {
  if (const sluice_status code = batch->json->expand(batch, root); code != SLUICE_OK) return code;
  // Text that is not one value can end this one and begin others.
  if (root->kind != SLUICE_KIND_OBJECT || root->size < 2) return SLUICE_E_DATA;
  const sluice_member& second = root->as.members[1];
  const uint32_t size = std::string_view(second.key, second.key_size) == kOf ? 3 : 2;
  if (root->size != size) return SLUICE_E_DATA;
  const sluice_value value = root->as.members[size - 1].value;
  *root = value;
  return SLUICE_OK;
}

// `self`: what to say of a value that is not JSON.
sluice_status leave_values(void* self, sluice_batch* batch, const sluice_cancel*, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++) {
    sluice_record* const record = sluice_record_at(batch, i);
    if (record->state != SLUICE_RECORD_LIVE) continue;
    const sluice_status code = unwrap(batch, &record->root);
    if (code == SLUICE_E_DATA)
      batch->records_api->fail_record(batch, i, code, slice(static_cast<const char*>(self)));
    else if (code != SLUICE_OK)
      return code;
  }
  return SLUICE_OK;
}

constexpr sluice_transformer kLeaveValues = {sizeof(sluice_transformer), leave_values};

}  // namespace

void add_numbered_line(std::string& lines, int64_t number, std::string_view value,
                       std::string_view of) {
  lines += kLineHead;
  append_digits(lines, number);
  if (of.empty())
    lines += kLineMiddle;
  else
    lines.append(kLineOf).append(of).append(kLineMiddleBehindOf);
  append_value(lines, value);
  lines += "}\n";
}

std::string numbered_line(int64_t number, std::string_view value, std::string_view of) {
  std::string line;
  line.reserve(value.size() + of.size() + 64);
  add_numbered_line(line, number, value, of);
  return line;
}

int64_t cursor_number(std::string_view cursor) {
  int64_t number = 0;
  std::from_chars(cursor.data(), cursor.data() + cursor.size(), number);
  return number;
}

std::optional<int64_t> number_of(std::string_view line) {
  if (line.substr(0, kLineHead.size()) != kLineHead) return std::nullopt;
  int64_t number = 0;
  for (const char c : line.substr(kLineHead.size())) {
    if (c == ']') return number;
    if (c >= '0' && c <= '9')
      number = number * 10 + (c - '0');
    else if (c != ',')
      break;
  }
  return std::nullopt;
}

std::string origin_of(std::string_view line) {
  const size_t digits = line.find(']');
  if (!number_of(line) || line.substr(digits, kLineOf.size()) != kLineOf)
    return pipeline::origin_key(line);
  const size_t start = digits + kLineOf.size();
  return std::string(line.substr(start, line.find('"', start) - start));
}

pipeline::Step values_step(std::string name, const char* broken) {
  pipeline::Step out;
  out.name = std::move(name);
  out.self = const_cast<char*>(broken);  // tables take no pointer to constants
  out.transformer = &kLeaveValues;
  return out;
}

}  // namespace sluice::backlog
