#pragma once
// JSON objects as an ordered list of members whose values stay raw text: a changed row
// keeps every unchanged byte (19.90 stays 19.90). Values: any thread, one at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::simulator {

enum class JsonKind { kObject, kArray, kString, kNumber, kBoolean, kNull };

struct JsonMember {
  std::string name;  // decoded
  std::string raw;   // JSON text of the value
};

class JsonMembers {
 public:
  // Nothing when `text` is not one complete, valid JSON object at most 512 levels deep. A repeated
  // name keeps its last value.
  static std::optional<JsonMembers> parse(std::string_view text);

  // Null when there is no such member. Valid until the next change.
  const std::string* find(std::string_view name) const;
  // Adds or replaces; a replaced member keeps its place.
  void set(std::string_view name, std::string raw);
  void erase(std::string_view name);
  std::string text() const;
  const std::vector<JsonMember>& all() const { return members_; }

 private:
  std::vector<JsonMember> members_;
};

// The raw elements of a JSON array, or nothing when it is not one.
std::optional<std::vector<std::string>> parse_array(std::string_view text);
// The kind of a whole document, or nothing when it is not valid JSON.
std::optional<JsonKind> parse_kind(std::string_view text);
// The kind of a raw value, from its first character.
JsonKind kind_of(std::string_view raw);

std::string quote(std::string_view text);
// The same with everything beyond ASCII as \uXXXX.
std::string quote_ascii(std::string_view text);

// A raw value read as text, whole number, number or truth; nothing when it is of another kind.
std::optional<std::string> as_text(const std::string* raw);
std::optional<std::int64_t> as_int(const std::string* raw);
std::optional<double> as_number(const std::string* raw);
std::optional<bool> as_bool(const std::string* raw);

}  // namespace sluice::simulator
