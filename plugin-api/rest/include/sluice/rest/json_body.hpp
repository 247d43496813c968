// The body of a read that is a POST: the configured one, and the members that paging
// adds to it. A value that owns its text; no thread rule.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

class JsonBody {
 public:
  // `payload` absent or null: no body. Anything but an object is kept unchanged.
  static Result<JsonBody> read(Value payload);

  bool empty() const { return whole_.empty() && !object_; }
  // False for a list, a text, a number: no member can be added to it.
  bool takes_members() const { return whole_.empty(); }
  // The member's JSON text; empty if there is none.
  std::string_view member(std::string_view name) const;
  // Puts `json` in place of the member, or at the end. REQUIRES: takes_members()
  void set(std::string_view name, std::string json);
  void remove(std::string_view name);
  // The whole body as JSON; empty if it has no members.
  std::string text() const;

 private:
  bool object_ = false;
  std::string whole_;                                         // of a body that is not an object
  std::vector<std::pair<std::string, std::string>> members_;  // name, JSON text
};

// `text` as a JSON string, including the quotes. REQUIRES: UTF-8
std::string json_string(std::string_view text);

}  // namespace sluice::rest
