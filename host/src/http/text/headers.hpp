// Header fields in the order they came, found without regard to case; and what RFC 9110 allows
// in them. Values; no thread rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/lower_case.hpp"

namespace sluice::http {

bool equal_ignoring_case(std::string_view a, std::string_view b);
using base::lower_case;
// Without the blanks, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

// RFC 9110 5.6.2 and 5.5. A value may hold tabs, blanks and bytes over 0x7F, but no other control
// character: CR or LF would start a header of their own.
bool is_token(std::string_view text);
bool is_field_value(std::string_view text);
// Fields that frame the message or name its receiver: the service sets them itself.
bool is_reserved_header(std::string_view name);

class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  void add(std::string_view name, std::string_view value) {
    if (fields_.empty()) fields_.reserve(kUsual);
    fields_.emplace_back(name, value);
  }
  void add_all(const Headers& others) {
    if (fields_.empty()) fields_.reserve(others.fields_.size() + kUsual);
    fields_.insert(fields_.end(), others.fields_.begin(), others.fields_.end());
  }
  // Replaces every field of that name.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);
  void clear() { fields_.clear(); }

  // The first field of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  // The values of all fields of that name with ", " between them (RFC 9110 5.3).
  std::optional<std::string> joined(std::string_view name) const;
  const std::vector<Field>& fields() const { return fields_; }

 private:
  static constexpr size_t kUsual = 8;  // fields of a message

  std::vector<Field> fields_;
};

}  // namespace sluice::http
