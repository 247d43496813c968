// "customer.id": a member of a record, or of an object within it. Remembers where it stood last
// time, so one object belongs to one lane.
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
  Value find(Value root);
  const std::string& text() const { return text_; }

 private:
  struct Step {
    std::string name;
    uint32_t hint = 0;
  };
  std::string text_;
  std::vector<Step> steps_;
};

}  // namespace sluice::rest
