#include "walk_number.hpp"

#include <charconv>
#include <cstdint>
#include <string_view>

namespace sluice::core {
namespace {

constexpr std::string_view kWalkKey = "w";

uint64_t after(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number + 1;
}

}  // namespace

Status WalkNumber::read(Batch batch) {
  auto stored = state_.get(batch, kWalkKey);
  if (!stored.ok()) return stored.status();
  if (!number_ || run_ != state_.run())
    number_ = *stored && state_.resumed() ? **stored : std::to_string(after(stored->value_or("")));
  run_ = state_.run();
  is_new_ = *stored != number_;
  return is_new_ ? state_.put(batch, kWalkKey, *number_) : Status();
}

}  // namespace sluice::core
