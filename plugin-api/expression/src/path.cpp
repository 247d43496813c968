#include "sluice/expression/path.hpp"

#include "lexer.hpp"
#include "sluice/expression/values.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || (c & 0x80);
}

// The end of the part that starts at `at`; `at` itself if there is none.
size_t part_end(std::string_view text, size_t at) {
  size_t end = at;
  if (end < text.size() && text[end] == '"') {
    for (end++; end < text.size() && text[end] != '"'; end++)
      if (text[end] == '\\') end++;
    return end < text.size() ? end + 1 : at;
  }
  while (end < text.size() && is_plain(text[end])) end++;
  return end;
}

// Bytes of the [] or [*] at `at`.
size_t items_size(std::string_view text, size_t at) {
  for (const std::string_view sign : {"[]", "[*]"})
    if (text.substr(at, sign.size()) == sign) return sign.size();
  return 0;
}

constexpr size_t kMaxSteps = 100;

}  // namespace

Step step_of(std::string_view interned) {
  return {interned.data(), static_cast<uint32_t>(interned.size()),
          sluice_key_head(interned.data(), interned.size()), kNeverSought};
}

Result<Path> Path::compile(std::string_view text, const Workbench& workbench) {
  Path path;
  path.text_ = text;
  for (size_t at = 0;; at++) {
    size_t end = part_end(text, at);
    if (end == at)
      return error_at(
          text, at,
          "expected a name, or a quoted one (a.\"b c\"), in the path '" + path.text_ + "'");
    std::string_view part = text.substr(at, end - at);
    if (part[0] == '"') {
      Result<std::string_view> decoded = workbench.unquote(part);
      if (!decoded.ok()) return error_at(text, at, decoded.status().message());
      part = *decoded;
    }
    Result<sluice_slice> kept = workbench.keep(part);
    if (!kept.ok()) return kept.status();
    path.steps_.push_back(step_of(view(*kept)));
    if (const size_t size = items_size(text, end); size && end + size < text.size()) {
      path.through_items_ = true;
      end += size;
    }
    if (end == text.size()) return path;
    if (text[end] != '.')
      return error_at(text, end, "expected '.' or the end of the path '" + path.text_ + "'");
    if (path.steps_.size() == kMaxSteps)
      return error_at(text, end, "the path has more than " + std::to_string(kMaxSteps) + " parts");
    at = end;
  }
}

bool Path::contains(const Path& other) const {
  if (steps_.size() > other.steps_.size()) return false;
  for (size_t i = 0; i < steps_.size(); i++) {
    const Step &a = steps_[i], &b = other.steps_[i];
    if (std::string_view(a.text, a.size) != std::string_view(b.text, b.size)) return false;
  }
  return true;
}

sluice_member* detail::search_member(sluice_value* object, Step& step) {
  sluice_member* const members = object->as.members;
  const uint64_t wanted = name_word(step);
  const auto word_is = [&](const sluice_member& m) { return name_word(m) == wanted; };
  const uint32_t size = object->size;
  uint32_t i = 0;
  while (i + 4 <= size && !word_is(members[i]) && !word_is(members[i + 1]) &&
         !word_is(members[i + 2]) && !word_is(members[i + 3]))
    i += 4;
  for (; i < size; i++)
    if (has_name(members[i], step)) return step.hint = i, &members[i];
  if (step.hint == kNeverSought) step.hint = kNeverFound;
  return nullptr;
}

std::string_view Path::array_on_way(sluice_batch* batch, sluice_value* root) {
  sluice_value* value = root;
  for (size_t i = 0; i + 1 < steps_.size(); i++) {
    sluice_member* member = find_member(batch, value, steps_[i]);
    if (!member) return {};
    value = &member->value;
    if (is_array(*value)) return {steps_[i].text, steps_[i].size};
  }
  return {};
}

sluice_value* Path::find(sluice_batch* batch, sluice_value* root) {
  sluice_value* value = root;
  for (Step& step : steps_) {
    sluice_member* member = find_member(batch, value, step);
    if (!member) return nullptr;
    value = &member->value;
  }
  return value;
}

}  // namespace sluice::expression
