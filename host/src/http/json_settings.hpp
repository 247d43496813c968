// Reads the members of a settings object one by one and remembers the first thing that is wrong,
// with a JSON pointer to it. Members nobody read are refused by finish(). For one thread.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::http {

class JsonSettings {
 public:
  // `value` is borrowed. `pointer` is where it stands: "" or "/retry".
  JsonSettings(const rapidjson::Value& value, std::string pointer, Status& status);

  // Absent members leave `out` as it is.
  void text(const char* key, std::string& out);
  void flag(const char* key, bool& out);
  void number(const char* key, int64_t min, int64_t max, int64_t& out);
  // NULL if absent or not an object.
  const rapidjson::Value* object(const char* key);
  bool has(const char* key) const;
  // Notes a failure of `key`; the first one stays.
  void fail(std::string_view key, std::string_view message);
  void finish();

 private:
  const rapidjson::Value* member(const char* key);

  const rapidjson::Value& value_;
  std::string pointer_;
  Status& status_;
  std::vector<std::string_view> read_;
};

}  // namespace sluice::http
