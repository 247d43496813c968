#include "app/api/query.hpp"

#include <algorithm>
#include <charconv>

#include "base/percent.hpp"

namespace sluice::app {
namespace {

constexpr int64_t kMostItems = 500;

std::string decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return base::percent_decode(spaced);
}

// Takes what comes before `mark` off `text`, with the mark.
std::string_view take_until(std::string_view& text, char mark) {
  const size_t at = std::min(text.find(mark), text.size());
  const std::string_view out = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return out;
}

std::optional<int64_t> whole_number(std::string_view text) {
  int64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size()) return {};
  return value;
}

bool names(std::string_view list, std::string_view name) {
  while (!list.empty())
    if (take_until(list, ' ') == name) return true;
  return false;
}

}  // namespace

std::string_view path_of_target(std::string_view target) { return take_until(target, '?'); }

Query::Query(std::string_view target) {
  take_until(target, '?');
  while (!target.empty()) {
    std::string_view value = take_until(target, '&');
    const std::string_view name = take_until(value, '=');
    if (!name.empty()) fields_.emplace_back(decoded(name), decoded(value));
  }
}

std::string Query::get(std::string_view name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const auto& field) { return field.first == name; });
  return found == fields_.end() ? std::string() : found->second;
}

std::string Query::wrong_one(std::string_view allowed) const {
  for (const auto& field : fields_) {
    const std::string& name = field.first;
    const auto times = std::count_if(fields_.begin(), fields_.end(),
                                     [&](const auto& other) { return other.first == name; });
    if (times > 1 || field.second.empty() || !names(allowed, name)) return name;
  }
  return {};
}

Result<PageWanted> page_wanted(const Query& query) {
  PageWanted out;
  if (const std::string limit = query.get("limit"); !limit.empty()) {
    const auto number = whole_number(limit);
    if (!number || *number < 1 || *number > kMostItems)
      return Status(SLUICE_E_INVALID, "limit is \"" + limit + "\"; a number from 1 to " +
                                          std::to_string(kMostItems) + " is wanted");
    out.limit = static_cast<size_t>(*number);
  }
  if (const std::string cursor = query.get("cursor"); !cursor.empty()) {
    const auto id =
        cursor.front() == 'c' ? whole_number(std::string_view(cursor).substr(1)) : std::nullopt;
    if (!id || *id < 1)
      return Status(SLUICE_E_INVALID, "cursor is not one that a list has given as \"next\"");
    out.after = *id;
  }
  return out;
}

std::string cursor_behind(int64_t id) { return "c" + std::to_string(id); }

}  // namespace sluice::app
