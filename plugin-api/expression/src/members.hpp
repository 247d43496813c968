// Making objects member by member, and walking expanded values. [lane]
#pragma once

#include <string_view>
#include <unordered_map>

#include "sluice/expression/evaluator.hpp"
#include "sluice/record.h"

namespace sluice::expression {

inline sluice_member member_of(std::string_view key, const sluice_value& value) {
  return {key.data(), static_cast<uint32_t>(key.size()), sluice_key_head(key.data(), key.size()),
          value};
}

// Fills an object whose later members replace earlier ones of the same name.
class Merger {
 public:
  // REQUIRES: the object has room for each member of another name, and is empty
  explicit Merger(sluice_value* object) : object_(object) {}

  void put(const sluice_member& member) {
    std::string_view key(member.key, member.key_size);
    auto [found, is_new] = places_.try_emplace(key, object_->size);
    if (is_new)
      object_->as.members[object_->size++] = member;
    else
      object_->as.members[found->second].value = member.value;
  }

  // NULL: there is none yet.
  sluice_value* find(std::string_view key) const {
    const auto found = places_.find(key);
    return found == places_.end() ? nullptr : &object_->as.members[found->second].value;
  }

 private:
  sluice_value* object_;
  std::unordered_map<std::string_view, uint32_t> places_;
};

}  // namespace sluice::expression
