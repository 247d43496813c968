#include "sluice/rest/names.hpp"

#include <algorithm>
#include <charconv>

namespace sluice::rest {
namespace {

constexpr std::string_view kMarks = "!:,[]{}";

bool are_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Reads the notation from left to right; after a mistake every function does nothing.
class NameReader {
 public:
  // `in_query`: brackets belong to the name.
  NameReader(std::string_view text, bool in_query) : text_(text), in_query_(in_query) {}

  std::vector<NameSpec> names() {
    std::vector<NameSpec> out;
    if (text_.empty() || text_.front() == '}') return out;
    do out.push_back(name());
    while (sound_ && take(','));
    return out;
  }
  void list(NameSpec& spec) {
    spec.type = NameType::kList;
    if (!take(']')) bounds(spec);
    if (!take('{')) return;
    spec.of_objects = true;
    object(spec);
  }
  bool take(char wanted) {
    if (!sound_ || text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool sound() const { return sound_; }
  bool at_end() const { return text_.empty(); }

 private:
  NameSpec name() {
    NameSpec out;
    size_t end = std::min(text_.find_first_of(kMarks), text_.size());
    out.name = text_.substr(0, end);
    sound_ = sound_ && end > 0;
    if (in_query_ && text_.substr(end, 2) == "[]") {
      out.name = text_.substr(0, end + 2);
      out.type = NameType::kList;
    }
    text_.remove_prefix(out.name.size());
    out.required = take('!');
    type(out);
    return out;
  }
  void type(NameSpec& spec) {
    if (take(':')) return named_type(spec);
    if (take('[')) return list(spec);
    if (!take('{')) return;
    spec.type = NameType::kObject;
    object(spec);
  }
  void named_type(NameSpec& spec) {
    size_t end = std::min(text_.find_first_of(kMarks), text_.size());
    std::string_view word = text_.substr(0, end);
    text_.remove_prefix(end);
    spec.required |= take('!');
    if (word == "int") return void(spec.type = NameType::kWhole);
    if (word == "number") return void(spec.type = NameType::kNumber);
    if (word == "bool") return void(spec.type = NameType::kBool);
    if (word == "list") return void(spec.type = NameType::kList);
    spec.words = word;
    sound_ = sound_ && word.find('|') != word.npos;
  }
  void object(NameSpec& spec) {
    spec.members = names();
    sound_ = take('}');
  }
  void bounds(NameSpec& spec) {
    spec.least = number();
    sound_ = sound_ && take('.') && take('.');
    spec.most = number();
    sound_ = take(']');
  }
  uint32_t number() {
    uint32_t out = 0;
    auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), out);
    sound_ = sound_ && error == std::errc();
    text_.remove_prefix(static_cast<size_t>(end - text_.data()));
    return out;
  }

  std::string_view text_;
  bool in_query_;
  bool sound_ = true;
};

}  // namespace

std::vector<NameSpec> read_names(std::string_view list, bool* sound) {
  NameReader reader(list, true);
  auto out = reader.names();
  if (sound) *sound = reader.sound() && reader.at_end();
  return out;
}

NameSpec read_body(std::string_view body, bool* sound) {
  NameReader reader(body, false);
  NameSpec out;
  out.type = NameType::kObject;
  if (reader.take('['))
    reader.list(out);
  else
    out.members = reader.names();
  if (sound) *sound = reader.sound() && reader.at_end();
  return out;
}

std::string_view type_name(NameType type) {
  switch (type) {
    case NameType::kWhole:
      return "whole number";
    case NameType::kNumber:
      return "number";
    case NameType::kBool:
      return "boolean (true or false)";
    case NameType::kList:
      return "list";
    case NameType::kObject:
      return "object";
    default:
      return "text";
  }
}

bool fits(std::string_view value, NameType type) {
  if (type == NameType::kBool) return value == "true" || value == "false";
  if (type != NameType::kWhole && type != NameType::kNumber) return true;
  if (!value.empty() && value.front() == '-') value.remove_prefix(1);
  size_t dot = type == NameType::kNumber ? value.find('.') : value.npos;
  if (dot == value.npos) return are_digits(value);
  return are_digits(value.substr(0, dot)) && are_digits(value.substr(dot + 1));
}

}  // namespace sluice::rest
