#include "samples.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "sluice/rest/names.hpp"
#include "sluice/rest/path_template.hpp"

namespace lightspeedhq::contract {
namespace {

using sluice::rest::BodyKind;
using sluice::rest::NameSpec;
using sluice::rest::NameType;

std::string object_of(const std::vector<NameSpec>& members);

std::string value_of(const NameSpec& spec) {
  switch (spec.type) {
    case NameType::kWhole:
      return "1";
    case NameType::kNumber:
      return "1.5";
    case NameType::kBool:
      return "true";
    case NameType::kObject:
      return object_of(spec.members);
    case NameType::kList:
      return "[" + (spec.of_objects ? object_of(spec.members) : "\"a\"") + "]";
    default:
      return "\"a\"";
  }
}

std::string object_of(const std::vector<NameSpec>& members) {
  std::string out = "{";
  for (const NameSpec& member : members)
    out.append(out.size() > 1 ? ",\"" : "\"")
        .append(member.name)
        .append("\":")
        .append(value_of(member));
  return out + "}";
}

// One item of the list that a bulk action fills.
std::string item_of(const sluice::rest::Operation& row) {
  NameSpec at = sluice::rest::read_body(row.body);
  std::string items(row.bulk.items);
  std::stringstream in(items);
  for (std::string name; std::getline(in, name, '.');) {
    auto found = std::find_if(at.members.begin(), at.members.end(),
                              [&](const NameSpec& member) { return member.name == name; });
    at = NameSpec(*found);
  }
  // How the answer tells records apart is no member that the documents name.
  if (!row.bulk.key.empty()) return "{\"" + std::string(row.bulk.key) + "\":\"a\"}";
  return at.of_objects ? object_of(at.members) : "\"a\"";
}

std::string payload_of(const sluice::rest::Operation& row, const std::string& image) {
  if (row.bulk.most) return item_of(row);
  if (row.body_kind == BodyKind::kMultipart) return "{\"image\":\"" + image + "\"}";
  NameSpec body = sluice::rest::read_body(row.body);
  if (body.type == NameType::kList) return value_of(body);
  if (body.members.empty()) return "{\"a\":1}";
  return object_of(body.members);
}

std::string query_of(const sluice::rest::Operation& row) {
  std::string out = "{";
  for (const NameSpec& spec : sluice::rest::read_names(row.query))
    out.append(out.size() > 1 ? ",\"" : "\"")
        .append(spec.name)
        .append("\":")
        .append(value_of(spec));
  return out + "}";
}

std::string path_of(const sluice::rest::Operation& row) {
  std::string out = "{";
  auto path = sluice::rest::PathTemplate::parse(row.path);
  for (const std::string& name : path->parameters())
    out.append(out.size() > 1 ? ",\"" : "\"").append(name).append("\":\"7\"");
  return out + "}";
}

// The index's words for envelopes that name no member of their own.
SampleAnswer plain_answer(const std::string& envelope) {
  static const std::string kJson = "application/json", kRow = R"({"id":"7","version":5})";
  if (envelope == "text/html") return {"text/html", "<html>slip</html>", 1};
  if (envelope == "text/plain") return {"text/plain", "GET /x 200", 1};
  if (envelope == "bare array") return {kJson, "[" + kRow + "]", 1};
  if (envelope == "bare boolean") return {kJson, "true", 0};
  if (envelope == "data" || envelope == "data (nullable)")
    return {kJson, "{\"data\":[" + kRow + "]}", 1};
  if (envelope == "event") return {kJson, "{\"event\":" + kRow + "}", 1};
  if (envelope == "register_sale" || envelope == "product")
    return {kJson, "{\"" + envelope + "\":" + kRow + "}", 1};
  if (envelope == "applied[],errors[]") return {kJson, R"({"applied":[],"errors":[]})", 0};
  if (envelope == "data=<id string>") return {kJson, R"({"data":"7"})", 1};
  if (envelope == "data[]=<id strings>") return {kJson, R"({"data":["7"]})", 1};
  return {kJson, kRow, 1};  // bare object, {id}, nothing said
}

// "data[]+version", "payload.data{id}", "data.a[]+data.b[]": a tree of the members it names.
class EnvelopeText {
 public:
  explicit EnvelopeText(const std::string& text) : text_(text) {}

  SampleAnswer answer() {
    SampleAnswer out{"application/json", "", 0};
    std::stringstream in(text_);
    std::map<std::string, std::string> members;
    for (std::string part; std::getline(in, part, '+');) add(part, out.records, members);
    for (const auto& [name, value] : members)
      out.body.append(out.body.empty() ? "{\"" : ",\"").append(name).append("\":").append(value);
    out.body += "}";
    return out;
  }

 private:
  static void add(const std::string& part, size_t& records,
                  std::map<std::string, std::string>& members) {
    bool list = part.find("[]") != part.npos, object = part.find('{') != part.npos;
    std::string path = part.substr(0, part.find_first_of("[{"));
    std::string row = R"({"id":"7","version":5})";
    std::string value = list     ? "[" + row + "]"
                        : object ? row
                                 : R"({"min":5,"max":5,"page":1,"pages":1})";
    if (path == "has_next" || path == "HasNext") value = "false";
    if (path.substr(0, 5) == "total" || path == "TotalCount") value = "1";
    if (list || object) records++;
    size_t dot = path.find('.');
    if (dot == path.npos) return void(members[path] = value);
    // A second member of the same parent goes in front of the first one's end.
    std::string& parent = members[path.substr(0, dot)];
    std::string inner = "\"" + path.substr(dot + 1) + "\":" + value + "}";
    parent = parent.empty() ? "{" + inner : parent.substr(0, parent.size() - 1) + "," + inner;
  }

  std::string text_;
};

}  // namespace

std::string sample_record(const sluice::rest::Operation& row, const std::string& image) {
  std::string out = "{\"path\":" + path_of(row) + ",\"query\":" + query_of(row);
  if (row.body_kind != BodyKind::kNone) out += ",\"payload\":" + payload_of(row, image);
  return out + "}";
}

SampleAnswer sample_answer(const Operation& operation, int status) {
  const std::string& envelope = operation.envelope;
  if (status == 204 || envelope == "empty") return {"application/json", "", 0};
  bool tree = envelope.find("[]+") != envelope.npos || envelope.find("+") != envelope.npos ||
              (envelope.find_first_of("[{") != envelope.npos && envelope[0] != '{' &&
               envelope.substr(0, 4) != "bare" && envelope.substr(0, 6) != "object" &&
               envelope.find("=<") == envelope.npos && envelope.find("],") == envelope.npos);
  return tree ? EnvelopeText(envelope).answer() : plain_answer(envelope);
}

}  // namespace lightspeedhq::contract
