#include "schedule/refusal.hpp"

#include <algorithm>

namespace sluice::schedule {

Status refuse_at(std::string_view whole, std::string_view part, const std::string& message) {
  const auto bytes = static_cast<size_t>(part.data() - whole.data());
  const std::string_view before = whole.substr(0, bytes);
  const auto characters =
      std::count_if(before.begin(), before.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return {SLUICE_E_INVALID, "column " + std::to_string(characters + 1) + ": " + message};
}

std::string in_quotes(std::string_view text) {
  constexpr size_t kLongest = 40;
  if (text.size() <= kLongest) return '"' + std::string(text) + '"';
  size_t end = kLongest;
  while (end && (text[end] & 0xC0) == 0x80) end--;
  return '"' + std::string(text.substr(0, end)) + "…\"";
}

}  // namespace sluice::schedule
