#include "http/json_settings.hpp"

#include <algorithm>

namespace sluice::http {
namespace {

std::string escape_pointer(std::string_view key) {
  std::string out;
  for (char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

JsonSettings::JsonSettings(const rapidjson::Value& value, std::string pointer, Status& status)
    : value_(value), pointer_(std::move(pointer)), status_(status) {}

void JsonSettings::fail(std::string_view key, std::string_view message) {
  if (status_.ok()) status_ = Status::invalid(pointer_ + "/" + escape_pointer(key), message);
}

const rapidjson::Value* JsonSettings::member(const char* key) {
  read_.emplace_back(key);
  auto found = value_.FindMember(key);
  return found == value_.MemberEnd() || found->value.IsNull() ? nullptr : &found->value;
}

bool JsonSettings::has(const char* key) const {
  auto found = value_.FindMember(key);
  return found != value_.MemberEnd() && !found->value.IsNull();
}

void JsonSettings::text(const char* key, std::string& out) {
  const rapidjson::Value* v = member(key);
  if (!v) return;
  if (!v->IsString()) return fail(key, "must be a string");
  out.assign(v->GetString(), v->GetStringLength());
}

void JsonSettings::flag(const char* key, bool& out) {
  const rapidjson::Value* v = member(key);
  if (!v) return;
  if (!v->IsBool()) return fail(key, "must be true or false");
  out = v->GetBool();
}

void JsonSettings::number(const char* key, int64_t min, int64_t max, int64_t& out) {
  const rapidjson::Value* v = member(key);
  if (!v) return;
  if (!v->IsInt64() || v->GetInt64() < min || v->GetInt64() > max)
    return fail(
        key, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  out = v->GetInt64();
}

const rapidjson::Value* JsonSettings::object(const char* key) {
  const rapidjson::Value* v = member(key);
  if (!v) return nullptr;
  if (v->IsObject()) return v;
  fail(key, "must be an object");
  return nullptr;
}

void JsonSettings::finish() {
  for (const auto& m : value_.GetObject()) {
    std::string_view key(m.name.GetString(), m.name.GetStringLength());
    if (std::find(read_.begin(), read_.end(), key) == read_.end()) fail(key, "unknown setting");
  }
}

}  // namespace sluice::http
