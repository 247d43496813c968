// "customer.id": a member of a record, or of an object within it; "*.id": of the first object in it
// that has one. Remembers where it stood last time, so one object belongs to one lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

class MemberPath {
 public:
  // E_INVALID, starting with `pointer`, for an empty name. Empty text is the record itself.
  static Result<MemberPath> parse(std::string_view text, std::string_view pointer);

  // The member, or an absent value.
  Value find(Value root) { return find(root, 0); }
  const std::string& text() const { return text_; }

 private:
  struct Step {
    std::string name;
    uint32_t hint = 0;
  };
  Value find(Value root, size_t step);
  Value find_below_any(Value object, size_t step);

  std::string text_;
  std::vector<Step> steps_;
};

}  // namespace sluice::rest
