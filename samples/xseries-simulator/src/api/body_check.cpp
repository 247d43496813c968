#include "api/body_check.hpp"

#include <algorithm>
#include <charconv>

#include "common/api_error.hpp"

namespace sluice::simulator {
namespace {

// 2.0 took the ids of users/bulk in an object.
bool takes_array(const Call& call) {
  const bool old_bulk = call.version_is("2.0") && call.route.path == "/users/bulk";
  return call.route.body_required.starts_with('[') && !old_bulk;
}

bool has_body(const Route& route) {
  if (route.method == "DELETE") return !route.body_required.empty();
  return route.method == "POST" || route.method == "PUT" || route.method == "PATCH";
}

// `{common,details}`-like optional bodies are objects too; only these operations may come empty.
bool may_be_empty(const Route& route) { return route.body_required.empty(); }

bool is_multipart(const Request& request) {
  const std::string* type = request.header("Content-Type");
  return type != nullptr && type->starts_with("multipart/");
}

// DELETE of price book products may carry its JSON in a header.
const std::string& body_text(const Call& call) {
  const std::string* header = call.request.header("data");
  const bool in_header =
      header != nullptr && call.route.method == "DELETE" && call.request.body.empty();
  return in_header ? *header : call.request.body;
}

// 0.9 webhooks: a form whose field `data` is the JSON.
std::string form_text(const Call& call) {
  const Query form = Query::parse(call.request.body);
  const std::string* data = form.first("data");
  if (data == nullptr) throw ApiError(400, "data is required");
  return *data;
}

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

// `name`, `name{…}`, `name[]{…}`, `name[1..1000]{…}`, split; `name` is empty for an array
// body.
struct Need {
  std::string name;
  bool list = false;
  std::size_t most = 0;  // 0: no bounds; else at least one row
  std::string inner;
};

std::string between(const std::string& text, char open, char close) {
  const std::size_t begin = text.find(open);
  if (begin == std::string::npos) return {};
  return text.substr(begin + 1, text.rfind(close) - begin - 1);
}

Need read_need(const std::string& part) {
  Need need;
  need.name = part.substr(0, std::min(part.find('['), part.find('{')));
  need.inner = between(part, '{', '}');
  const std::string head = part.substr(0, part.find('{'));
  need.list = head.find('[') != std::string::npos;
  const std::string bounds = between(head, '[', ']');
  const std::size_t dots = bounds.find("..");
  if (dots != std::string::npos) {
    std::from_chars(bounds.data() + dots + 2, bounds.data() + bounds.size(), need.most);
  }
  return need;
}

struct BodyRefusal {
  std::string text;
};

void check_members(const JsonMembers& members, const std::string& required);

void check_items(const std::vector<std::string>& items, const Need& need) {
  if (need.most != 0 && (items.empty() || items.size() > need.most)) {
    throw BodyRefusal{(need.name.empty() ? "the body" : need.name) + " must hold 1 to " +
                      std::to_string(need.most) + " rows"};
  }
  if (need.inner.empty()) return;
  for (const std::string& item : items) {
    const std::optional<JsonMembers> row = JsonMembers::parse(item);
    if (!row) throw BodyRefusal{"every row must be an object"};
    check_members(*row, need.inner);
  }
}

void check_need(const JsonMembers& members, const Need& need) {
  const std::string* raw = members.find(need.name);
  if (raw == nullptr) throw BodyRefusal{need.name + " is required"};
  if (need.list) {
    const std::optional<std::vector<std::string>> items = parse_array(*raw);
    if (!items) throw BodyRefusal{need.name + " must be an array"};
    check_items(*items, need);
  } else if (!need.inner.empty()) {
    const std::optional<JsonMembers> inner = JsonMembers::parse(*raw);
    if (!inner) throw BodyRefusal{need.name + " is required"};
    check_members(*inner, need.inner);
  }
}

void check_members(const JsonMembers& members, const std::string& required) {
  for (const std::string& part : top_level_parts(required)) {
    const Need need = read_need(part);
    if (is_name(need.name)) check_need(members, need);
  }
}

bool declares(const Route& route, const char* status) {
  return route.declared_status.find(status) != std::string::npos;
}

// The members of 2.0 whose dated names are lists now.
void modernise(Call& call) {
  if (!call.version_is("2.0") || call.route.table() != "price_books") return;
  for (const char* name : {"customer_group_id", "outlet_id"}) {
    const std::string* raw = call.body.find(name);
    if (raw != nullptr) call.body.set(std::string(name) + "s", "[" + *raw + "]");
  }
  // An outlet was optional then.
  if (call.body.find("outlet_ids") == nullptr) call.body.set("outlet_ids", "[]");
}

void read_object(Call& call, const std::string& text) {
  std::optional<JsonMembers> members = JsonMembers::parse(text);
  if (!members) throw ApiError(400, "request body must be an object");
  call.body = std::move(*members);
}

}  // namespace

void read_body(Call& call) {
  if (!has_body(call.route) || is_multipart(call.request)) return;
  if (call.route.api_version == "0.9" && call.route.table() == "webhooks") {
    read_object(call, form_text(call));
    return;
  }
  const std::string& text = body_text(call);
  if (text.empty() && may_be_empty(call.route)) return;
  if (!parse_kind(text)) throw ApiError(400, "request body is not valid JSON");
  if (takes_array(call)) {
    std::optional<std::vector<std::string>> items = parse_array(text);
    if (!items) throw ApiError(400, "request body must be an array");
    call.items = std::move(*items);
    return;
  }
  read_object(call, text);
  modernise(call);
}

void check_required(const Call& call) {
  if (!has_body(call.route) || is_multipart(call.request)) return;
  try {
    if (takes_array(call)) {
      check_items(call.items, read_need(call.route.body_required));
    } else {
      check_members(call.body, call.route.body_required);
    }
  } catch (const BodyRefusal& refusal) {
    throw ApiError(declares(call.route, "422") ? 422 : 400, refusal.text);
  }
}

void check_required_query(const Call& call) {
  for (const std::string& name : top_level_parts(call.route.query_required)) {
    if (is_name(name) && call.query.first(name) == nullptr) {
      throw ApiError(400, name + " is required");
    }
  }
}

}  // namespace sluice::simulator
