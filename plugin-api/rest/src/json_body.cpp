#include "sluice/rest/json_body.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sluice::rest {

std::string json_string(std::string_view text) {
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> writer(out);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {out.GetString(), out.GetSize()};
}

JsonBody JsonBody::of_text(std::string json) {
  JsonBody out;
  out.kind_ = Kind::kScalar;
  out.scalar_ = std::move(json);
  return out;
}

Result<JsonBody> JsonBody::read(Value payload) {
  JsonBody out;
  if (!payload || payload.is_null()) return out;
  const bool object = payload.is_object();
  if (!object && !payload.is_array()) {
    auto text = payload.json();
    return text ? Result<JsonBody>(of_text(std::string(*text))) : text.status();
  }
  out.kind_ = object ? Kind::kObject : Kind::kList;
  for (size_t i = 0; i < payload.size(); i++) {
    const Value value = object ? payload.member(i) : payload.item(i);
    auto part = value.is_null() ? Result<JsonBody>(of_text("null")) : read(value);
    if (!part) return part.status();
    if (object) out.names_.emplace_back(payload.key(i));
    out.values_.push_back(*std::move(part));
  }
  return out;
}

// NULL: it has none of that name or place.
JsonBody* JsonBody::find(std::string_view name) {
  if (kind_ == Kind::kObject) {
    const auto at = std::find(names_.begin(), names_.end(), name);
    return at == names_.end() ? nullptr : &values_[static_cast<size_t>(at - names_.begin())];
  }
  size_t place = 0;
  const char* const end = name.data() + name.size();
  const auto [stopped, error] = std::from_chars(name.data(), end, place);
  const bool is_place = kind_ == Kind::kList && error == std::errc() && stopped == end;
  return is_place && place < values_.size() ? &values_[place] : nullptr;
}

const JsonBody* JsonBody::find_path(std::string_view path) const {
  JsonBody* at = const_cast<JsonBody*>(this);  // find() changes nothing
  while (at && !path.empty()) {
    if (JsonBody* const whole = at->find(path)) return whole;
    const size_t dot = std::min(path.find('.'), path.size());
    at = at->find(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return at;
}

std::string JsonBody::member(std::string_view path) const {
  const JsonBody* const found = find_path(path);
  return found ? found->text() : std::string();
}

Status JsonBody::set(std::string_view path, std::string json) {
  JsonBody* at = this;
  for (std::string_view rest = path;;) {
    JsonBody* next = at->find(rest);
    const size_t dot = next ? rest.npos : rest.find('.');
    const std::string_view name = rest.substr(0, dot);
    if (!next) next = at->find(name);
    if (!next && at->kind_ != Kind::kObject && at->kind_ != Kind::kNone)
      return {SLUICE_E_INVALID, "\"" + std::string(path) + "\" is no place in the payload: " +
                                    "there is no object to put \"" + std::string(name) + "\" in"};
    if (!next) {
      at->kind_ = Kind::kObject;
      at->names_.emplace_back(name);
      next = &at->values_.emplace_back();
    }
    at = next;
    if (dot == rest.npos) break;
    if (at->text() == "null") *at = {};
    rest.remove_prefix(dot + 1);
  }
  *at = of_text(std::move(json));
  return {};
}

void JsonBody::remove(std::string_view name) {
  const auto at = std::find(names_.begin(), names_.end(), name);
  if (at == names_.end()) return;
  values_.erase(values_.begin() + (at - names_.begin()));
  names_.erase(at);
}

std::string JsonBody::text() const {
  if (kind_ == Kind::kNone || kind_ == Kind::kScalar) return scalar_;
  const bool object = kind_ == Kind::kObject;
  std::string out = object ? "{" : "[";
  for (size_t i = 0; i < values_.size(); i++) {
    if (i) out += ',';
    if (object) out.append(json_string(names_[i])).append(":");
    const std::string part = values_[i].text();
    out.append(part.empty() ? "{}" : part);
  }
  return out + (object ? "}" : "]");
}

}  // namespace sluice::rest
