#include "common/body_reader.hpp"

#include "common/api_error.hpp"

namespace sluice::simulator {
namespace {

std::vector<std::string> array_member(const JsonMembers& body, const char* name) {
  const std::string* raw = body.find(name);
  if (raw == nullptr || *raw == "null") return {};
  std::optional<std::vector<std::string>> items = parse_array(*raw);
  if (!items) throw ApiError(400, std::string(name) + " must be an array");
  return std::move(*items);
}

}  // namespace

std::string required_text(const JsonMembers& body, const char* name, int status) {
  std::string text = text_or_empty(body, name);
  if (text.empty()) throw ApiError(status, std::string(name) + " is required");
  return text;
}

std::string text_or_empty(const JsonMembers& body, const char* name) {
  const std::string* raw = body.find(name);
  if (raw == nullptr || *raw == "null") return {};
  const std::optional<std::string> text = as_text(raw);
  if (!text) throw ApiError(400, std::string(name) + " must be a string");
  return *text;
}

JsonMembers object_member(const JsonMembers& body, const char* name) {
  const std::string* raw = body.find(name);
  if (raw == nullptr || *raw == "null") return {};
  std::optional<JsonMembers> members = JsonMembers::parse(*raw);
  if (!members) throw ApiError(400, std::string(name) + " must be an object");
  return std::move(*members);
}

std::vector<JsonMembers> object_list(const JsonMembers& body, const char* name) {
  return objects_of(array_member(body, name));
}

std::vector<std::string> text_list(const JsonMembers& body, const char* name) {
  return texts_of(array_member(body, name));
}

std::vector<JsonMembers> objects_of(const std::vector<std::string>& items) {
  std::vector<JsonMembers> objects;
  objects.reserve(items.size());
  for (const std::string& item : items) {
    std::optional<JsonMembers> members = JsonMembers::parse(item);
    if (!members) throw ApiError(400, "every element of the array must be an object");
    objects.push_back(std::move(*members));
  }
  return objects;
}

std::vector<std::string> texts_of(const std::vector<std::string>& items) {
  std::vector<std::string> texts;
  texts.reserve(items.size());
  for (const std::string& item : items) {
    const std::optional<std::string> text = as_text(&item);
    if (!text) throw ApiError(400, "every element of the array must be a string");
    texts.push_back(*text);
  }
  return texts;
}

std::string stored_text(const JsonMembers& row, const char* name) {
  return as_text(row.find(name)).value_or("");
}

std::string raw_or(const JsonMembers& row, const char* name, const char* by_default) {
  const std::string* raw = row.find(name);
  return raw == nullptr ? by_default : *raw;
}

}  // namespace sluice::simulator
