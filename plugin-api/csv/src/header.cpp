#include "sluice/csv/header.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::csv {

Result<Header> Header::of(const std::vector<std::string_view>& fields) {
  std::vector<std::string> names;
  for (const std::string_view field : fields) {
    const std::string place = "column " + std::to_string(names.size() + 1) + " of the header";
    if (field.empty()) return Status::data(place + " has no name");
    const auto first = std::find(names.begin(), names.end(), field);
    if (first != names.end())
      return Status::data(place + ", \"" + std::string(field) + "\", has the name of column " +
                          std::to_string(first - names.begin() + 1));
    names.emplace_back(field);
  }
  return Header(std::move(names));
}

Header Header::numbered(size_t count) {
  std::vector<std::string> names;
  for (size_t i = 1; i <= count; i++) names.push_back(std::to_string(i));
  return Header(std::move(names));
}

std::optional<size_t> Header::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<size_t>(found - names_.begin());
}

Status Header::check(const std::vector<std::string_view>& fields, uint64_t line) const {
  if (fields.size() == names_.size()) return {};
  return Status::data("line " + std::to_string(line) + " has " + std::to_string(fields.size()) +
                      (fields.size() == 1 ? " field" : " fields") + ", the header names " +
                      std::to_string(names_.size()));
}

}  // namespace sluice::csv
