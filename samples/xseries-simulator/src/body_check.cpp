#include "body_check.hpp"

#include <algorithm>

#include "api_error.hpp"

namespace sluice::simulator {
namespace {

bool takes_array(const Route& route) { return route.body_required.starts_with('['); }

bool has_body(const Route& route) {
  return route.method == "POST" || route.method == "PUT" || route.method == "PATCH";
}

// `{common,details}`-like optional bodies are objects too; only these operations may come empty.
bool may_be_empty(const Route& route) { return route.body_required.empty(); }

// Splits at commas outside braces: "source{author_id},state".
std::vector<std::string> top_level_parts(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == ',' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// Only plain names are checked; remarks such as "at least one member" are not names.
bool is_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string first_missing(const JsonMembers& members, const std::string& required) {
  for (const std::string& part : top_level_parts(required)) {
    const std::size_t brace = part.find('{');
    const std::string name = part.substr(0, brace);
    if (!is_name(name)) continue;
    const std::string* raw = members.find(name);
    if (raw == nullptr) return name;
    if (brace == std::string::npos) continue;
    const std::optional<JsonMembers> inner = JsonMembers::parse(*raw);
    if (!inner) return name;
    const std::string deeper =
        first_missing(*inner, part.substr(brace + 1, part.rfind('}') - brace - 1));
    if (!deeper.empty()) return deeper;
  }
  return {};
}

bool declares(const Route& route, const char* status) {
  return route.declared_status.find(status) != std::string::npos;
}

}  // namespace

void read_body(Call& call) {
  const std::string& text = call.request.body;
  if (!has_body(call.route) || (text.empty() && may_be_empty(call.route))) return;
  const std::optional<JsonKind> kind = parse_kind(text);
  if (!kind) throw ApiError(400, "request body is not valid JSON");
  if (takes_array(call.route)) {
    if (*kind != JsonKind::kArray) throw ApiError(400, "request body must be an array");
    return;
  }
  if (*kind != JsonKind::kObject) throw ApiError(400, "request body must be an object");
  call.body = JsonMembers::parse(text).value();
}

void check_required(const Call& call) {
  if (!has_body(call.route) || takes_array(call.route)) return;
  const std::string missing = first_missing(call.body, call.route.body_required);
  if (missing.empty()) return;
  throw ApiError(declares(call.route, "422") ? 422 : 400, missing + " is required");
}

void check_required_query(const Call& call) {
  const std::string& name = call.route.query_required;
  if (!is_name(name) || call.query.first(name) != nullptr) return;
  throw ApiError(400, name + " is required");
}

}  // namespace sluice::simulator
