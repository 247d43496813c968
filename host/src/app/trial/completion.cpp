#include "app/trial/completion.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "app/trial/evaluation.hpp"
#include "config/parse.hpp"
#include "sluice/expression/functions.hpp"

namespace sluice::app {
namespace {

bool is_of_name(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)); }

// Bytes at the end of `text` for which `holds`.
template <class Holds>
size_t tail(std::string_view text, const Holds& holds) {
  const auto end = std::find_if_not(text.rbegin(), text.rend(), holds);
  return static_cast<size_t>(end - text.rbegin());
}

// The object whose members are meant: of "sum(lines[].pr" that is lines[0]; empty: the record.
std::string object_before(std::string_view text) {
  if (text.empty() || text.back() != '.') return {};
  text.remove_suffix(1);
  const size_t size = tail(
      text, [](char c) { return is_of_name(c) || c == '.' || c == '[' || c == ']' || c == '*'; });
  std::string out(text.substr(text.size() - size));
  for (const char* projection : {"[]", "[*]"})
    for (size_t at; (at = out.find(projection)) != out.npos;)
      out.replace(at, std::string_view(projection).size(), "[0]");
  return out;
}

std::vector<std::string> members_of(const std::string& object, std::string_view record) {
  std::vector<std::string> out;
  auto keys = Evaluation::compile("keys(" + (object.empty() ? "@" : object) + ")");
  const auto found = keys ? keys->of(record) : Result<std::string>(keys.status());
  if (!found) return out;
  config::Problems problems("");
  if (const auto list = config::parse_json(*found, problems))
    for (const config::Node& key : list->items) out.push_back(key.text);
  return out;
}

}  // namespace

Completion completion_of(std::string_view typed, std::string_view record) {
  Completion out;
  out.begun = tail(typed, is_of_name);
  const std::string_view word = typed.substr(typed.size() - out.begun);
  const std::string_view before = typed.substr(0, typed.size() - out.begun);
  const bool is_member = !before.empty() && before.back() == '.';
  std::set<std::string> found;
  const auto add = [&](std::string name) {
    if (name.compare(0, word.size(), word) == 0) found.insert(std::move(name));
  };
  for (std::string& name : members_of(object_before(before), record)) add(std::move(name));
  if (!is_member)
    for (const auto& one : expression::functions()) add(std::string(one.name) + "(");
  out.words.assign(found.begin(), found.end());
  return out;
}

std::string common_beginning(const std::vector<std::string>& words) {
  if (words.empty()) return {};
  std::string out = words.front();
  for (const std::string& word : words) {
    const auto differs = std::mismatch(out.begin(), out.end(), word.begin(), word.end()).first;
    out.erase(differs, out.end());
  }
  return out;
}

}  // namespace sluice::app
