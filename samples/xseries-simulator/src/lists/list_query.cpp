#include "lists/list_query.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "common/api_error.hpp"

namespace sluice::simulator {

std::optional<std::int64_t> integer_parameter(const Query& query, std::string_view name) {
  const std::string* text = query.first(name);
  if (text == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const char* end = text->data() + text->size();
  const auto result = std::from_chars(text->data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) {
    throw ApiError(400, std::string(name) + " must be an integer");
  }
  return value;
}

std::string text_parameter(const Query& query, std::string_view name) {
  const std::string* text = query.first(name);
  return text == nullptr ? std::string() : *text;
}

bool flag_parameter(const Query& query, std::string_view name) {
  const std::string* text = query.first(name);
  return text != nullptr && (*text == "true" || *text == "1");
}

std::size_t page_size_parameter(const Query& query, int by_default, int maximum) {
  const std::int64_t asked = integer_parameter(query, "page_size").value_or(by_default);
  if (asked < 1) throw ApiError(400, "page_size must be at least 1");
  return static_cast<std::size_t>(std::min<std::int64_t>(asked, maximum));
}

std::size_t offset_parameter(const Query& query) {
  const std::int64_t offset = integer_parameter(query, "offset").value_or(0);
  if (offset < 0) throw ApiError(400, "offset must be at least 0");
  return static_cast<std::size_t>(offset);
}

}  // namespace sluice::simulator
