#include "config/secret_values.hpp"

#include <algorithm>

#include "base/secret_name.hpp"
#include "config/hide.hpp"

namespace sluice::config {
namespace {

// The name of the setting, also of a list: its items have none.
std::string_view setting_of(std::string_view pointer) {
  size_t slash = pointer.rfind('/');
  while (slash != pointer.npos && slash + 1 < pointer.size() &&
         std::all_of(pointer.begin() + static_cast<ptrdiff_t>(slash) + 1, pointer.end(),
                     [](char c) { return c >= '0' && c <= '9'; })) {
    pointer = pointer.substr(0, slash);
    slash = pointer.rfind('/');
  }
  return pointer.substr(slash == pointer.npos ? 0 : slash + 1);
}

bool is_line_of_file(const OutsideValue& one) {
  return one.reference.starts_with("file:") && one.value.find('\n') == one.value.npos;
}

// token_url, auth_mode: what such names hold now and then, and what is in many other texts.
bool is_common(std::string_view value) {
  constexpr size_t kShortest = 8;
  const bool address = value.starts_with("https://") || value.starts_with("http://");
  return value.size() < kShortest || (address && value.find_first_of("@?") == value.npos);
}

bool may_be(const OutsideValue& one) {
  if (one.reference.starts_with("secret:") || one.reference.starts_with("credential:")) return true;
  return !is_common(one.value) &&
         (is_line_of_file(one) || base::may_be_secret(setting_of(one.pointer)) ||
          base::may_be_secret(one.reference) || looks_secret(one.value));
}

}  // namespace

std::vector<InsertedValue> inserted_values(const std::vector<OutsideValue>& outside) {
  std::vector<InsertedValue> out;
  for (const OutsideValue& one : outside)
    if (!one.value.empty()) out.push_back({one.reference, one.value, may_be(one)});
  return out;
}

}  // namespace sluice::config
