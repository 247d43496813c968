// The body of a read that is a POST: what the configuration gave, and the members that paging
// puts into it. A value that owns its text; no thread rule.
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
  // `payload` absent or null: no body. What is not an object is kept as it is.
  static Result<JsonBody> read(Value payload);

  bool empty() const { return whole_.empty() && !object_; }
  // False for a list, a text, a number: nothing can be put into it.
  bool takes_members() const { return whole_.empty(); }
  // The member's JSON text; empty if there is none.
  std::string_view member(std::string_view name) const;
  // Puts `json` in place of the member, or at the end. REQUIRES: takes_members()
  void set(std::string_view name, std::string json);
  void remove(std::string_view name);
  // The whole as JSON; empty if it is empty.
  std::string text() const;

 private:
  bool object_ = false;
  std::string whole_;                                         // of what is not an object
  std::vector<std::pair<std::string, std::string>> members_;  // name, JSON text
};

// `text` as a JSON string, quotes and all. REQUIRES: UTF-8
std::string json_string(std::string_view text);

}  // namespace sluice::rest
