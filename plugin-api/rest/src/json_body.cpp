#include "sluice/rest/json_body.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

namespace sluice::rest {

std::string json_string(std::string_view text) {
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> writer(out);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {out.GetString(), out.GetSize()};
}

Result<JsonBody> JsonBody::read(Value payload) {
  JsonBody out;
  if (!payload || payload.is_null()) return out;
  if (!payload.is_object()) {
    auto text = payload.json();
    if (!text) return text.status();
    out.whole_ = *text;
    return out;
  }
  for (size_t i = 0; i < payload.size(); i++) {
    auto text = payload.member(i).json();
    if (!text) return text.status();
    out.members_.emplace_back(payload.key(i), *text);
  }
  out.object_ = true;
  return out;
}

std::string_view JsonBody::member(std::string_view name) const {
  for (const auto& [key, json] : members_)
    if (key == name) return json;
  return {};
}

void JsonBody::set(std::string_view name, std::string json) {
  object_ = true;
  for (auto& [key, value] : members_)
    if (key == name) return void(value = std::move(json));
  members_.emplace_back(name, std::move(json));
}

void JsonBody::remove(std::string_view name) {
  members_.erase(std::remove_if(members_.begin(), members_.end(),
                                [&](const auto& member) { return member.first == name; }),
                 members_.end());
}

std::string JsonBody::text() const {
  if (!object_) return whole_;
  std::string out = "{";
  for (const auto& [key, json] : members_) {
    if (out.size() > 1) out += ',';
    out.append(json_string(key)).append(":").append(json);
  }
  return out + "}";
}

}  // namespace sluice::rest
