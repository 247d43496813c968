// The first row of a CSV text, which names the fields of the others. One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::csv {

class Header {
 public:
  // Copies the names. E_DATA: a name is empty, or is there twice.
  static Result<Header> of(const std::vector<std::string_view>& fields);
  // "1", "2" and so on: of rows that nothing names.
  static Header numbered(size_t count);

  const std::vector<std::string>& names() const { return names_; }
  // The place of a name in each row.
  std::optional<size_t> find(std::string_view name) const;
  // E_DATA: a row, which begins at `line`, has more or fewer fields than there are names.
  Status check(const std::vector<std::string_view>& fields, uint64_t line) const;

 private:
  explicit Header(std::vector<std::string> names) : names_(std::move(names)) {}

  std::vector<std::string> names_;
};

}  // namespace sluice::csv
