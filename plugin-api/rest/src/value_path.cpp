#include "sluice/rest/value_path.hpp"

#include <algorithm>

namespace sluice::rest {

Value at_path(Value value, std::string_view path) {
  while (value && !path.empty()) {
    // A name may have dots itself: "@odata.nextLink".
    if (Value whole = value.is_object() ? value[path] : Value()) return whole;
    size_t dot = std::min(path.find('.'), path.size());
    value = value.is_object() ? value[path.substr(0, dot)] : Value();
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return value;
}

std::optional<std::string> text_at(Value value, std::string_view path) {
  Value found = at_path(value, path);
  std::string out(found.is_number() ? found.text() : found.string_or(""));
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace sluice::rest
