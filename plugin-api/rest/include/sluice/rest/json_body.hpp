// The body of a read that is a POST: the configured one, and the members that paging
// adds to it. A value that owns its text; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

class JsonBody {
 public:
  // `payload` absent or null: no body.
  static Result<JsonBody> read(Value payload);

  bool empty() const { return kind_ == Kind::kNone; }
  // False for a list, a text, a number: no member can be added to it.
  bool takes_members() const { return kind_ == Kind::kNone || kind_ == Kind::kObject; }
  // The JSON text of the member, by its name or a dotted path ("variables.after"; a number is a
  // place in a list, from 0: "filter.0.value"); empty if there is none.
  std::string member(std::string_view path) const;
  // Puts `json` in place of the member, or at the end; objects on the way are made. E_INVALID: a
  // text, a number or a place that is not in a list is in the way. REQUIRES: takes_members()
  Status set(std::string_view path, std::string json);
  void remove(std::string_view name);
  // The whole body as JSON; empty if it has no members.
  std::string text() const;

 private:
  enum class Kind : uint8_t { kNone, kObject, kList, kScalar };

  static JsonBody of_text(std::string json);
  JsonBody* find(std::string_view name);
  const JsonBody* find_path(std::string_view path) const;

  Kind kind_ = Kind::kNone;
  std::string scalar_;              // JSON; or of a value that was set, whatever it is
  std::vector<std::string> names_;  // of an object
  std::vector<JsonBody> values_;    // of an object or a list
};

// `text` as a JSON string, including the quotes. REQUIRES: UTF-8
std::string json_string(std::string_view text);

}  // namespace sluice::rest
