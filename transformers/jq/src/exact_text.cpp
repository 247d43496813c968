#include "exact_text.hpp"

#include "sluice/expression/decimal.hpp"
#include "sluice/expression/double_number.hpp"

namespace sluice::jq {
namespace {

bool is_part_of_number(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

// The place behind the string that begins at `at`.
size_t skip_string(std::string_view json, size_t at) {
  for (at++; at < json.size() && json[at] != '"'; at++)
    if (json[at] == '\\') at++;
  return at + 1;
}

size_t skip_number(std::string_view json, size_t at) {
  while (at < json.size() && is_part_of_number(json[at])) at++;
  return at;
}

bool is_key(std::string_view json, size_t behind) {
  while (behind < json.size() && json[behind] == ' ') behind++;
  return behind < json.size() && json[behind] == ':';
}

}  // namespace

void append_marked(std::string_view json, std::string* out) {
  size_t copied = 0;
  for (size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (c == '"') {
      at = skip_string(json, at);
      continue;
    }
    if (c != '-' && (c < '0' || c > '9')) {
      at++;
      continue;
    }
    const size_t end = skip_number(json, at);
    double value = 0;
    if (!expression::to_double(json.substr(at, end - at), &value)) {
      out->append(json.substr(copied, at - copied)).append("\"");
      out->append(json.substr(at, end - at)).append(kMark).append("\"");
      copied = end;
    }
    at = end;
  }
  out->append(json.substr(copied));
}

Status restore_marked(std::string* json) {
  for (size_t mark = json->find(kMark); mark != std::string::npos; mark = json->find(kMark, mark)) {
    const size_t open = json->rfind('"', mark), close = mark + kMark.size();
    const std::string_view digits = std::string_view(*json).substr(open + 1, mark - open - 1);
    if (!expression::is_json_number(digits) || (*json)[close] != '"' || is_key(*json, close + 1))
      return Status::data(
          "a text was made of a number that jq would change; (x | digits) has its digits");
    json->erase(mark, kMark.size() + 1);
    json->erase(open, 1);
  }
  return {};
}

}  // namespace sluice::jq
