// The catalogue against the vendor's index and the structural OpenAPI document: every difference
// is named. Both are facts about the API that the source was written from; the product does not
// need them.
#include "unit/lightspeedhq/vendor_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "catalogue.hpp"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/names.hpp"
#include "sluice/rest/path_template.hpp"

using namespace lightspeedhq::test;
using sluice::rest::NameSpec;
using sluice::rest::NameType;
using sluice::rest::Operation;
using sluice::rest::PaginationKind;
using sluice::rest::ReplyKind;

namespace {

using Names = std::set<std::string>;

const std::string kFolder = SLUICE_LIGHTSPEED_FACTS;

std::string name_of(const IndexRow& row) {
  return row.at("api_version") + " " + row.at("entity") + " " + row.at("action");
}

// Several versions share a row of the catalogue; the index has one for the version it is told of.
const Operation* row_for(const IndexRow& index) {
  return lightspeedhq::catalogue().get(index.at("entity"), index.at("action"),
                                       index.at("api_version"));
}

Names split(const std::string& text, char separator) {
  Names out;
  std::stringstream in(text);
  for (std::string item; std::getline(in, item, separator);) {
    item.erase(0, item.find_first_not_of(' '));
    if (!item.empty()) out.insert(item);
  }
  return out;
}

std::string text_of(const Names& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : ",").append(name);
  return out;
}

Names query_names(const Operation& row, bool required) {
  Names out;
  for (const NameSpec& spec : sluice::rest::read_names(row.query))
    if (spec.required == required) out.emplace(spec.name);
  return out;
}

// "data{name,type}" and "values[]{name}" as {data, data.name, data.type}, {values, values.name}.
void add_required(const NameSpec& spec, const std::string& in, Names& out) {
  for (const NameSpec& member : spec.members) {
    if (!member.required) continue;
    std::string name = in + std::string(member.name);
    out.insert(name);
    add_required(member, name + ".", out);
  }
}

Names required_in_index(std::string text) {
  Names out;
  if (text == "at least one member") return out;
  if (text == "data (JSON text in a form field)") text = "data{url,type,active}";
  std::string in;
  std::string name;
  bool bound = false;
  for (char c : text + ",") {
    if (c == '[') bound = true;
    bool ends = c == ',' || c == '{' || c == '}';
    if (ends && !name.empty() && name != "...") out.insert(in + name);
    if (c == '{') in = name.empty() ? "" : name + ".";
    if (c == '}') in.clear();
    if (ends)
      name.clear();
    else if (!bound)
      name += c;
    if (c == ']') bound = false;
  }
  return out;
}

std::string kind_in_index(PaginationKind kind) {
  switch (kind) {
    case PaginationKind::kVersionCursor:
      return "version cursor (after)";
    case PaginationKind::kRowVersionCursor:
      return "version cursor, bare array";
    case PaginationKind::kBodyVersionCursor:
      return "version cursor in the body, bare array";
    case PaginationKind::kBodyOffset:
      return "offset in the body, bare array";
    case PaginationKind::kOffset:
      return "offset";
    case PaginationKind::kPageNumber:
      return "page number";
    case PaginationKind::kAfterId:
      return "after-id";
    case PaginationKind::kLastSeen:
      return "after = page_info.last_seen";
    case PaginationKind::kBeforeId:
      return "before-id";
    case PaginationKind::kOpaqueCursor:
      return "opaque cursor";
    case PaginationKind::kPageOfPages:
      return "page/pages";
    case PaginationKind::kSinceVersion:
      return "since_version";
    default:
      return "no";
  }
}

// What the index says of the response, in the catalogue's terms; "" where it says nothing.
std::string reply_in_index(std::string text) {
  if (text == "empty") return "nothing";
  if (text.substr(0, 5) == "text/") return "text";
  if (text == "bare array") return "rows at ";
  if (text == "bare boolean") return "value at ";
  if (text == "data" || text == "data (nullable)" || text == "event") {
    return "either at " + text.substr(0, text.find(' '));
  }
  if (text.substr(0, 4) == "bare" || text.substr(0, 6) == "object") return "record at ";
  if (text.find("=<") != text.npos || text == "data{message}" ||
      text == "data{<product_id>:{count,received}}")
    return "value at data";
  if (text.empty()) return "";
  // Members that stand beside the records do not matter here.
  std::string out;
  std::stringstream in(text);
  for (std::string part; std::getline(in, part, '+');) {
    size_t list = part.find("[]");
    if (list == part.npos && part != "register_sale" && part != "product" &&
        part.find('{') == part.npos)
      continue;
    if (!out.empty()) out += ",";
    out += part.substr(0, part.find_first_of("[{"));
  }
  bool rows = text.find("[]") != text.npos && text.find('{') > text.find("[]");
  return (rows ? "rows at " : "record at ") + out;
}

std::string reply_of(const Operation& row) {
  switch (row.reply) {
    case ReplyKind::kNothing:
      return "nothing";
    case ReplyKind::kText:
      return "text";
    case ReplyKind::kValue:
      return "value at " + std::string(row.envelope);
    case ReplyKind::kEither:
      return "either at " + std::string(row.envelope);
    case ReplyKind::kRecord:
      return "record at " + std::string(row.envelope);
    default:
      return "rows at " + std::string(row.envelope);
  }
}

// "a:read or b:read, by type" and "x (why) or y" as {a:read, b:read}, {x, y}.
Names scopes_in_index(std::string text) {
  Names out;
  std::string word;
  bool aside = false;
  for (char c : text + " ") {
    if (c == '(') aside = true;
    if (c == ' ' && !aside) {
      if (!word.empty() && word.back() == ',') word.pop_back();
      if (word.find_first_of(":.") != word.npos || word == "webhooks") out.insert(word);
      word.clear();
    }
    if (!aside && c != ' ') word += c;
    if (c == ')') aside = false;
  }
  return out;
}

Names events_in_index(const std::string& text) {
  return split(text.substr(0, text.find(" (")), ',');
}

void compare(const std::string& what, const std::string& where, const std::string& here,
             const std::string& there) {
  INFO(where << ": " << what << " is \"" << here << "\" in the catalogue, \"" << there
             << "\" in the vendor's documents");
  CHECK(here == there);
}

void compare_request(const IndexRow& index, const Operation& row) {
  std::string name = name_of(index);
  compare("method", name, std::string(row.method), index.at("method"));
  compare("path", name, std::string(row.path), index.at("path"));
  compare("required query", name, text_of(query_names(row, true)),
          text_of(split(index.at("query_required"), ',')));
  compare("optional query", name, text_of(query_names(row, false)),
          text_of(split(index.at("query_optional"), ',')));
  Names required;
  add_required(sluice::rest::read_body(row.body), "", required);
  compare("required members of the body", name, text_of(required),
          text_of(required_in_index(index.at("request_body_required"))));
  auto path = sluice::rest::PathTemplate::parse(row.path);
  REQUIRE(path.ok());
  Names parameters(path->parameters().begin(), path->parameters().end());
  compare("path parameters", name, text_of(parameters),
          text_of(split(index.at("path_params"), ',')));
}

void compare_response(const IndexRow& index, const Operation& row) {
  std::string name = name_of(index);
  // Two rows of 2026-10 have no published status.
  if (!index.at("success_status").empty())
    compare("success", name, std::string(row.success), index.at("success_status"));
  if (std::string there = reply_in_index(index.at("response_envelope")); !there.empty())
    compare("response", name, reply_of(row), there);
  compare("pagination", name, kind_in_index(row.pagination), index.at("paginated"));
  bool one_of = index.at("scope").find(" or ") != std::string::npos;
  compare("scopes", name, text_of(split(std::string(one_of ? row.any_scope : row.scopes), ' ')),
          text_of(scopes_in_index(index.at("scope"))));
  compare("webhooks", name, text_of(split(std::string(row.webhooks), ',')),
          text_of(events_in_index(index.at("webhooks"))));
  if (index.at("same_in_2.0") == "yes" && index.at("api_version") == "2026-07")
    compare("in version 2.0", name, is_in_version(row, "2.0") ? "yes" : "no", "yes");
}

std::string type_in_document(const rapidjson::Value& parameter) {
  std::string type = parameter["schema"]["type"].GetString();
  if (type == "integer") return "whole number";
  if (type == "boolean") return "boolean (true or false)";
  if (type == "array") return "list";
  return type == "string" ? "text" : type;
}

void compare_parameters(const std::string& name, const Operation& row,
                        const rapidjson::Value& operation) {
  if (!operation.HasMember("parameters")) return;
  auto specs = sluice::rest::read_names(row.query);
  for (const auto& parameter : operation["parameters"].GetArray()) {
    if (std::string(parameter["in"].GetString()) != "query") continue;
    std::string wanted = parameter["name"].GetString();
    auto found = std::find_if(specs.begin(), specs.end(),
                              [&](const NameSpec& spec) { return spec.name == wanted; });
    REQUIRE_MESSAGE(found != specs.end(), name << " lacks query parameter " << wanted);
    compare("type of " + wanted, name, std::string(type_name(found->type)),
            type_in_document(parameter));
  }
}

void compare_operation(const Operation& row, const rapidjson::Value& operation) {
  std::string name = std::string(row.entity) + " " + std::string(row.action);
  compare_parameters(name, row, operation);
  bool body = operation.HasMember("requestBody");
  compare("has a body", name, row.body_kind != sluice::rest::BodyKind::kNone ? "yes" : "no",
          body ? "yes" : "no");
  if (!body) return;
  const auto& described = operation["requestBody"];
  bool required = described.HasMember("required") && described["required"].GetBool();
  compare("body is required", name, row.body_required ? "yes" : "no", required ? "yes" : "no");
  bool multipart = described["content"].HasMember("multipart/form-data");
  compare("multipart", name, row.body_kind == sluice::rest::BodyKind::kMultipart ? "yes" : "no",
          multipart ? "yes" : "no");
}

}  // namespace

TEST_CASE("every operation of the vendor's index is a row that says the same") {
  auto index = vendor_index(kFolder + "/entities.tsv");
  if (index.empty()) {
    MESSAGE("skipped: no " << kFolder << "/entities.tsv here");
    return;
  }
  CHECK(index.size() == 244);
  for (const IndexRow& row : index) {
    const Operation* found = row_for(row);
    CHECK_MESSAGE(found, name_of(row) << " is not in the catalogue");
    if (!found) continue;
    compare_request(row, *found);
    compare_response(row, *found);
  }
}

TEST_CASE("every row is an operation of the vendor's index") {
  auto index = vendor_index(kFolder + "/entities.tsv");
  if (index.empty()) {
    MESSAGE("skipped: no " << kFolder << "/entities.tsv here");
    return;
  }
  std::set<const Operation*> known;
  for (const IndexRow& row : index) known.insert(row_for(row));
  for (const Operation& row : lightspeedhq::catalogue().rows())
    CHECK_MESSAGE(known.count(&row), row.entity << " " << row.action << " (" << row.versions
                                                << ") is not in the vendor's index");
}

TEST_CASE("types of parameters and kinds of bodies are those of the 2026-07 document") {
  auto document = json_file(kFolder + "/x-series-2026-07-structural.json");
  if (document.IsNull()) {
    MESSAGE("skipped: no structural OpenAPI document in " << kFolder);
    return;
  }
  int operations = 0;
  for (const auto& path : document["paths"].GetObject()) {
    for (const auto& method : path.value.GetObject()) {
      std::string entity = method.value["x-entity"].GetString();
      std::string action = method.value["x-action"].GetString();
      const Operation* row = lightspeedhq::catalogue().get(entity, action, "2026-07");
      CHECK_MESSAGE(row, entity << " " << action << " is not in the catalogue");
      if (row) compare_operation(*row, method.value);
      operations++;
    }
  }
  CHECK(operations == 201);
}
