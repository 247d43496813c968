#include "result_words.hpp"

#include <algorithm>
#include <charconv>

#include "lower_case.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string> read_words(Value list) {
  std::vector<std::string> out;
  for (size_t i = 0; i < list.size(); i++) out.push_back(lower_case(scalar_text(list.item(i))));
  return out;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// 0: none. A status line's version precedes it, its phrase follows.
int32_t status_in(std::string_view text) {
  if (text.substr(0, 5) == "http/")
    text = trimmed(text.substr(std::min(text.find(' '), text.size())));
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool over = end == text.data() + text.size();
  if (error != std::errc() || (!over && *end != ' ')) return 0;
  const auto status = number >= 100 && number < 600 ? static_cast<int32_t>(number) : 0;
  return static_cast<double>(status) == number ? status : 0;
}

}  // namespace

std::string_view scalar_text(Value value) {
  return value.is_string() ? value.string_or("") : value.text();
}

Result<ResultWords> ResultWords::read(Value results) {
  ResultWords out;
  out.taken_ = read_words(results["taken"]);
  out.refused_ = read_words(results["refused"]);
  for (const std::string& word : out.taken_)
    if (holds(out.refused_, word))
      return Status::invalid("/results/refused", "\"" + word + "\" is in taken, too");
  return out;
}

Word ResultWords::meaning(Value status) const {
  if (!status || status.is_null() || status.is_object() || status.is_array()) return {};
  const std::string word = lower_case(trimmed(scalar_text(status)));
  if (holds(taken_, word)) return {Word::Kind::kTaken};
  if (holds(refused_, word)) return {Word::Kind::kRefused};
  if (word == "true") return {Word::Kind::kTaken};
  if (word == "false") return {Word::Kind::kRefused};
  const int32_t http = status_in(word);
  return http ? Word{Word::Kind::kHttpStatus, http} : Word{};
}

}  // namespace http_plugin
