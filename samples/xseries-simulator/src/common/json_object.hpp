#pragma once
// Writes one JSON object as text, member by member. One owner at a time.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json_members.hpp"

namespace sluice::simulator {

class JsonObject {
 public:
  // `ascii` writes everything beyond ASCII as \uXXXX.
  explicit JsonObject(bool ascii = false) : ascii_(ascii) {}

  JsonObject& raw(std::string_view name, std::string_view value) {
    text_ += text_.empty() ? '{' : ',';
    text_ += '"';
    text_ += name;
    text_ += "\":";
    text_ += value;
    return *this;
  }
  JsonObject& text(std::string_view name, std::string_view value) {
    return raw(name, ascii_ ? quote_ascii(value) : quote(value));
  }
  JsonObject& number(std::string_view name, std::int64_t value) {
    return raw(name, std::to_string(value));
  }
  JsonObject& truth(std::string_view name, bool value) {
    return raw(name, value ? "true" : "false");
  }
  JsonObject& null(std::string_view name) { return raw(name, "null"); }
  // {"id":…,"name":…}, as rows show their references.
  JsonObject& reference(std::string_view name, std::string_view id, std::string_view label) {
    return raw(name, JsonObject(ascii_).text("id", id).text("name", label).done());
  }
  std::string done() const { return text_.empty() ? "{}" : text_ + '}'; }

 private:
  bool ascii_;
  std::string text_;
};

// `[a,b]` of raw values.
std::string json_array(const std::vector<std::string>& raw_values);
// `["a","b"]` of texts.
std::string json_texts(const std::vector<std::string>& texts);

}  // namespace sluice::simulator
