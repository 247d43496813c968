#include "contract.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "unit/lightspeedhq/vendor_index.hpp"

namespace lightspeedhq::contract {
namespace {

using Json = rapidjson::Value;
using test::IndexRow;

constexpr int kDeepest = 12;  // some schemas refer to themselves

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::stringstream in(text);
  for (std::string part; std::getline(in, part, at);)
    if (!part.empty()) out.push_back(part);
  return out;
}

bool is_parameter(const std::string& segment) { return segment.find('{') != segment.npos; }

// "{id}.txt" against "7.txt".
bool fits_segment(const std::string& wanted, const std::string& given) {
  size_t open = wanted.find('{'), close = wanted.find('}');
  if (open == wanted.npos) return wanted == given;
  std::string before = wanted.substr(0, open), after = wanted.substr(close + 1);
  return given.size() > before.size() + after.size() && given.substr(0, open) == before &&
         given.substr(given.size() - after.size()) == after;
}

bool fits_path(const std::string& wanted, const std::string& given) {
  auto a = split(wanted, '/'), b = split(given, '/');
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), fits_segment);
}

// The better of two paths that fit: fewer parameters, then more fixed text ("{id}.txt").
bool is_closer(const std::string& a, const std::string& b) {
  auto parameters = [](const std::string& path) {
    auto segments = split(path, '/');
    return std::count_if(segments.begin(), segments.end(), is_parameter);
  };
  auto fixed = [](const std::string& path) {
    size_t out = 0;
    bool inside = false;
    for (char c : path) {
      if (c == '{') inside = true;
      out += inside ? 0 : 1;
      if (c == '}') inside = false;
    }
    return out;
  };
  return parameters(a) != parameters(b) ? parameters(a) < parameters(b) : fixed(a) > fixed(b);
}

// The token endpoint's two operations differ by what the form asks for.
bool fits_grant(const Operation& operation, const std::string& body) {
  if (operation.entity != "oauth-token") return true;
  bool refresh = body.find("grant_type=refresh_token") != body.npos;
  return refresh == (operation.action == "refresh");
}

const Json& resolved(const Json& schema, const rapidjson::Document& document) {
  if (!schema.IsObject() || !schema.HasMember("$ref")) return schema;
  const Json* at = &document;
  for (const std::string& name : split(std::string(schema["$ref"].GetString()).substr(1), '/'))
    at = &(*at)[name.c_str()];
  return resolved(*at, document);
}

std::string type_of(const Json& value) {
  if (value.IsObject()) return "object";
  if (value.IsArray()) return "array";
  if (value.IsBool()) return "boolean";
  if (value.IsString()) return "string";
  return value.IsInt64() || value.IsUint64() ? "integer" : value.IsNumber() ? "number" : "null";
}

// Requirements of a schema that hold for a body: members that must be there, and kinds of values.
class SchemaCheck {
 public:
  SchemaCheck(const rapidjson::Document& document, std::vector<std::string>& out)
      : document_(document), out_(out) {}

  void check(const Json& described, const Json& value, const std::string& where, int depth = 0) {
    const Json& schema = resolved(described, document_);
    if (!schema.IsObject() || depth > kDeepest) return;
    for (const char* all : {"allOf"})
      if (schema.HasMember(all))
        for (const Json& part : schema[all].GetArray()) check(part, value, where, depth + 1);
    if (schema.HasMember("type")) check_type(schema, value, where);
    if (value.IsObject()) check_members(schema, value, where, depth);
    if (value.IsArray()) check_items(schema, value, where, depth);
  }

 private:
  void check_type(const Json& schema, const Json& value, const std::string& where) {
    std::string wanted = schema["type"].GetString(), given = type_of(value);
    bool nullable = schema.HasMember("nullable") && schema["nullable"].GetBool();
    if (given == "null" && nullable) return;
    if (wanted == given || (wanted == "number" && given == "integer")) return;
    out_.push_back("body" + where + " is " + given + ", not " + wanted);
  }
  void check_members(const Json& schema, const Json& value, const std::string& where, int depth) {
    if (schema.HasMember("required"))
      for (const Json& name : schema["required"].GetArray())
        if (!value.HasMember(name.GetString()))
          out_.push_back("body" + where + " lacks " + name.GetString());
    if (!schema.HasMember("properties")) return;
    for (const auto& property : schema["properties"].GetObject())
      if (auto at = value.FindMember(property.name); at != value.MemberEnd())
        check(property.value, at->value, where + "." + property.name.GetString(), depth + 1);
  }
  void check_items(const Json& schema, const Json& value, const std::string& where, int depth) {
    if (schema.HasMember("maxItems") && value.Size() > schema["maxItems"].GetUint())
      out_.push_back("body" + where + " has too many items");
    if (!schema.HasMember("items")) return;
    for (const Json& item : value.GetArray()) check(schema["items"], item, where + "[]", depth + 1);
  }

  const rapidjson::Document& document_;
  std::vector<std::string>& out_;
};

bool fits_type(const std::string& value, const std::string& type) {
  if (type == "boolean") return value == "true" || value == "false";
  if (type != "integer" && type != "number") return true;
  size_t read = 0;
  try {
    static_cast<void>(type == "integer" ? static_cast<double>(std::stoll(value, &read))
                                        : std::stod(value, &read));
  } catch (const std::exception&) {
    return false;
  }
  return read == value.size();
}

void check_query(const Operation& operation, const Request& request,
                 std::vector<std::string>& out) {
  std::set<std::string> given;
  for (const auto& [name, value] : request.query) {
    given.insert(name);
    auto found = std::find_if(operation.query.begin(), operation.query.end(),
                              [&](const Parameter& p) { return p.name == name; });
    if (found == operation.query.end())
      out.push_back("query parameter " + name + " is not documented");
    else if (!fits_type(value, found->type))
      out.push_back("query parameter " + name + " is \"" + value + "\", no " + found->type);
  }
  for (const Parameter& p : operation.query)
    if (p.required && !given.count(p.name))
      out.push_back("query parameter " + p.name + " is missing");
}

// The token endpoint alone is asked without a token.
void check_token(const Operation& operation, const Request& request,
                 std::vector<std::string>& out) {
  bool bearer = request.authorization.substr(0, 7) == "Bearer ";
  if (bearer == (operation.entity == "oauth-token"))
    out.push_back(bearer ? "a token is sent to the token endpoint" : "no bearer token");
}

std::string plain_type(const std::string& content_type) {
  return content_type.substr(0, content_type.find(';'));
}

// "data.name" of the index's list, in the first item of lists.
bool has_member(const Json& value, const std::string& path) {
  if (value.IsArray()) return !value.Empty() && has_member(value[0], path);
  size_t dot = path.find('.');
  std::string name = path.substr(0, dot);
  if (!value.IsObject() || !value.HasMember(name.c_str())) return false;
  return dot == path.npos || has_member(value[name.c_str()], path.substr(dot + 1));
}

void check_json(const Operation& operation, const std::string& text,
                std::vector<std::string>& out) {
  rapidjson::Document body;
  body.Parse(text.c_str());
  if (body.HasParseError()) return out.push_back("body is no JSON");
  if (operation.schema) SchemaCheck(*operation.document, out).check(*operation.schema, body, "");
  for (const std::string& path : operation.required_members)
    if (!has_member(body, path)) out.push_back("body lacks " + path);
}

std::string percent_decoded(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '%' && i + 2 < text.size())
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16)), i += 2;
    else
      out += text[i] == '+' ? ' ' : text[i];
  }
  return out;
}

// Fields as members of an object; a field that holds JSON is that JSON.
void check_form(const Operation& operation, const std::string& text,
                std::vector<std::string>& out) {
  std::string object = "{";
  for (const std::string& field : split(text, '&')) {
    std::string value = percent_decoded(field.substr(field.find('=') + 1));
    bool json = !value.empty() && (value[0] == '{' || value[0] == '[');
    object += (object.size() > 1 ? ",\"" : "\"") + field.substr(0, field.find('=')) +
              "\":" + (json ? value : "\"" + value + "\"");
  }
  check_json(operation, object + "}", out);
}

void check_multipart(const Operation& operation, const Request& request,
                     std::vector<std::string>& out) {
  size_t at = request.content_type.find("boundary=");
  if (at == std::string::npos) return out.push_back("multipart without a boundary");
  std::string boundary = "--" + request.content_type.substr(at + 9);
  if (request.body.find(boundary + "--\r\n") == std::string::npos)
    out.push_back("multipart body does not end");
  if (request.body.find("name=\"image\"; filename=") == std::string::npos)
    out.push_back("multipart body has no file part named image");
  if (request.body.find("Content-Type: image/") == std::string::npos)
    out.push_back("the part is no image");
  static_cast<void>(operation);
}

void check_body(const Operation& operation, const Request& request, std::vector<std::string>& out) {
  std::string type = plain_type(request.content_type);
  if (request.body.empty()) {
    if (operation.body_required) out.push_back("body is missing");
    return;
  }
  if (operation.body_types.empty()) return out.push_back("a body is not documented");
  if (!operation.body_types.count(type))
    return out.push_back("body is " + type + ", not " + *operation.body_types.begin());
  if (type == "multipart/form-data") return check_multipart(operation, request, out);
  if (type == "application/x-www-form-urlencoded") return check_form(operation, request.body, out);
  check_json(operation, request.body, out);
}

// "data{name,type}" as {data, data.name, data.type}; "[]{id}" as {id}.
std::vector<std::string> required_members(std::string text) {
  if (text == "at least one member") return {};
  if (text == "data (JSON text in a form field)") text = "data{url,type,active}";
  std::vector<std::string> out;
  std::string in, name;
  bool bound = false;
  for (char c : text + ",") {
    bool ends = c == ',' || c == '{' || c == '}';
    bound = c == '[' || (bound && c != ']');
    if (ends && !name.empty() && name != "...") out.push_back(in + name);
    if (c == '{') in = name.empty() ? "" : name + ".";
    if (c == '}') in.clear();
    if (ends) name.clear();
    if (!ends && !bound && c != ']') name += c;
  }
  return out;
}

Operation from_index(const IndexRow& row) {
  Operation out;
  out.version = row.at("api_version");
  out.entity = row.at("entity");
  out.action = row.at("action");
  out.name = out.version + " " + out.entity + " " + out.action;
  out.method = row.at("method");
  out.path = row.at("path");
  for (const auto& name : split(row.at("query_required"), ','))
    out.query.push_back({name, "string", true});
  for (const auto& name : split(row.at("query_optional"), ','))
    out.query.push_back({name, "string", false});
  out.envelope = row.at("response_envelope");
  for (const auto& status : split(row.at("success_status"), ','))
    out.success.push_back(std::stoi(status));
  if (out.success.empty()) out.success.push_back(200);  // not published: two rows of 2026-10
  out.required_members = required_members(row.at("request_body_required"));
  bool writes = out.method == "POST" || out.method == "PUT" || out.method == "PATCH";
  bool form = row.at("notes").find("form-encoded") != std::string::npos;
  if (writes || !out.required_members.empty())
    out.body_types = {form ? "application/x-www-form-urlencoded" : "application/json"};
  if (out.entity == "product-images" && out.action == "create")
    out.body_types = {"multipart/form-data"};
  out.body_required = !out.required_members.empty();
  return out;
}

const Json* operation_in(const rapidjson::Document& document, const Operation& operation) {
  std::string method = operation.method;
  std::transform(method.begin(), method.end(), method.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  auto path = document["paths"].FindMember(operation.path.c_str());
  if (path == document["paths"].MemberEnd()) return nullptr;
  auto found = path->value.FindMember(method.c_str());
  return found == path->value.MemberEnd() ? nullptr : &found->value;
}

void take_parameters(const Json& described, const rapidjson::Document& document, Operation& out) {
  out.query.clear();
  if (!described.HasMember("parameters")) return;
  for (const Json& given : described["parameters"].GetArray()) {
    const Json& parameter = resolved(given, document);
    if (std::string(parameter["in"].GetString()) != "query") continue;
    bool required = parameter.HasMember("required") && parameter["required"].GetBool();
    std::string type = "string";
    if (parameter.HasMember("schema") && parameter["schema"].HasMember("type"))
      type = parameter["schema"]["type"].GetString();
    out.query.push_back({parameter["name"].GetString(), type, required});
  }
}

void take_document(const Json& described, const rapidjson::Document& document, Operation& out) {
  take_parameters(described, document, out);
  out.document = &document;
  out.body_types.clear();
  out.body_required = false;
  if (!described.HasMember("requestBody")) return;
  const Json& body = described["requestBody"];
  out.body_required = body.HasMember("required") && body["required"].GetBool();
  for (const auto& content : body["content"].GetObject()) {
    out.body_types.insert(content.name.GetString());
    if (content.value.HasMember("schema")) out.schema = &content.value["schema"];
  }
}

}  // namespace

std::unique_ptr<Contract> Contract::load(const std::string& folder) {
  std::unique_ptr<Contract> out(new Contract);
  out->structural_ = test::json_file(folder + "/x-series-2026-07-structural.json");
  out->vendor_ = test::json_file(folder + "/x-series-openapi.json");
  for (const IndexRow& row : test::vendor_index(folder + "/entities.tsv"))
    out->operations_.push_back(from_index(row));
  if (out->structural_.IsNull() || out->vendor_.IsNull() || out->operations_.empty())
    return nullptr;
  out->read_documents();
  return out;
}

void Contract::read_documents() {
  for (Operation& operation : operations_) {
    if (operation.version != "2026-07" && operation.version != "2.0") continue;
    const auto& document = operation.version == "2.0" ? vendor_ : structural_;
    if (const Json* found = operation_in(document, operation))
      take_document(*found, document, operation);
  }
}

const Operation* Contract::find(const std::string& version, const std::string& entity,
                                const std::string& action) const {
  for (const Operation& operation : operations_)
    if (operation.version == version && operation.entity == entity && operation.action == action)
      return &operation;
  return nullptr;
}

const Operation* Contract::route(const Request& request) const {
  const Operation* best = nullptr;
  for (const Operation& operation : operations_) {
    if (operation.version != request.version || operation.method != request.method ||
        !fits_path(operation.path, request.path) || !fits_grant(operation, request.body))
      continue;
    if (!best || is_closer(operation.path, best->path)) best = &operation;
  }
  return best;
}

std::vector<std::string> violations(const Operation& operation, const Request& request) {
  std::vector<std::string> out;
  check_token(operation, request, out);
  check_query(operation, request, out);
  check_body(operation, request, out);
  return out;
}

}  // namespace lightspeedhq::contract
