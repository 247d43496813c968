#include "sluice/rest/next_value.hpp"

#include <algorithm>

#include "sluice/rest/value_path.hpp"

namespace sluice::rest {
namespace {

constexpr size_t kMostMembers = 8;  // in a message

bool says_no_more(Value value) {
  if (value.is_object() || value.is_array()) return value.size() == 0;
  if (value.is_string()) return value.string().ok();  // text_at() gives any other than ""
  return !value || value.is_null() || (value.is_bool() && !value.is_true());
}

std::string kind_of(Value value) {
  if (value.is_array()) return "an array";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "text";
  if (value.is_bool()) return "true";
  std::string out;
  for (size_t i = 0; i < std::min(value.size(), kMostMembers); i++)
    out.append(out.empty() ? "an object (" : ", ").append(value.key(i).substr(0, 60));
  return out + (value.size() > kMostMembers ? ", …)" : ")");
}

}  // namespace

Result<std::optional<std::string>> next_at(Value envelope, std::string_view path) {
  const Value found = at_path(envelope, path);
  auto text = text_at(found, "");
  if (text || says_no_more(found)) return text;
  return no_next(found, path, "text or a number");
}

Status no_next(Value found, std::string_view path, std::string_view wanted) {
  return Status::data("page has " + kind_of(found) + " at \"" + std::string(path) + "\", and not " +
                      std::string(wanted) +
                      ": where the next page starts is not known; correct that name");
}

}  // namespace sluice::rest
