// How a system is told which record it may have been sent before: by a header of the request, or by
// a member of what it is sent. Immutable after read; any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

class Idempotency {
 public:
  // Of a component's configuration: `idempotency: {header: Idempotency-Key}` or `{member: id}`;
  // absent: neither. E_INVALID starts with the JSON pointer to the setting.
  static Result<Idempotency> read(Value config);

  bool any() const { return !header_.empty() || !member_.empty(); }
  const std::string& header() const { return header_; }  // empty: none
  const std::string& member() const { return member_; }  // empty: none

  // Whether the member can be added. E_DATA: `value` is no object, or has it already.
  Status fits(Value value) const;
  // Bytes that the member adds to a record's text.
  size_t member_size() const { return member_.empty() ? 0 : member_.size() + kAround; }
  // `text`, the JSON of `value`, with the member in front; unchanged without a member. REQUIRES:
  // it fits.
  void append(Value value, std::string_view text, std::string_view key, std::string& out) const;

 private:
  static constexpr size_t kAround = 42;  // a key, quotes, colon and comma

  std::string header_, member_;
};

}  // namespace sluice::rest
