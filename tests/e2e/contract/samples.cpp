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

// Names and values of a row's parameters and body members.
class Sample {
 public:
  explicit Sample(Members members) : all_(members == Members::kAll) {}

  std::string object(const std::vector<NameSpec>& members) const {
    std::string out = "{";
    for (const NameSpec& member : members)
      if (all_ || member.required)
        out.append(out.size() > 1 ? ",\"" : "\"")
            .append(member.name)
            .append("\":")
            .append(value(member));
    return out + "}";
  }
  std::string value(const NameSpec& spec) const {
    switch (spec.type) {
      case NameType::kWhole:
        return "1";
      case NameType::kNumber:
        return "1.5";
      case NameType::kBool:
        return "true";
      case NameType::kObject:
        return object(spec.members);
      case NameType::kList:
        return "[" + (spec.of_objects ? object(spec.members) : "\"a\"") + "]";
      default:
        return "\"a\"";
    }
  }
  std::string item(const sluice::rest::Operation& row) const;
  std::string payload(const sluice::rest::Operation& row, const std::string& image) const;

 private:
  bool all_;
};

// One item of the list that a bulk action fills.
std::string Sample::item(const sluice::rest::Operation& row) const {
  NameSpec at = sluice::rest::read_body(row.body);
  std::string items(row.bulk.items);
  std::stringstream in(items);
  for (std::string name; std::getline(in, name, '.');) {
    auto found = std::find_if(at.members.begin(), at.members.end(),
                              [&](const NameSpec& member) { return member.name == name; });
    at = NameSpec(*found);
  }
  // How the response tells records apart is no member that the documents name.
  if (!row.bulk.key.empty()) return "{\"" + std::string(row.bulk.key) + "\":\"a\"}";
  return at.of_objects ? object(at.members) : "\"a\"";
}

std::string Sample::payload(const sluice::rest::Operation& row, const std::string& image) const {
  if (row.bulk.most) return item(row);
  if (row.body_kind == BodyKind::kMultipart) return "{\"image\":\"" + image + "\"}";
  NameSpec body = sluice::rest::read_body(row.body);
  if (body.type == NameType::kList) return value(body);
  if (body.members.empty()) return "{\"a\":1}";
  return object(body.members);
}

std::string path_of(const sluice::rest::Operation& row) {
  std::string out = "{";
  auto path = sluice::rest::PathTemplate::parse(row.path);
  for (const std::string& name : path->parameters())
    out.append(out.size() > 1 ? ",\"" : "\"").append(name).append("\":\"7\"");
  return out + "}";
}

// A row with its id and version in all the places where lists keep them.
const std::string kRow = R"({"id":"7","version":5})";
const std::string kWalkedRow =
    R"({"id":"7","version":5,"service":{"id":"7"},"_metadata":{"version":5}})";

// The index's words for envelopes that name no member of their own.
SampleResponse plain_response(const std::string& envelope) {
  static const std::string kJson = "application/json";
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

// How a response's members look: its rows, and what is beside them.
struct Look {
  std::string row = kRow;  // empty: lists are empty
  bool more = false;       // further pages follow
};

// "data[]+version", "payload.data{id}", "data.a[]+data.b[]": a tree of the members it names.
class EnvelopeText {
 public:
  EnvelopeText(const std::string& text, Look look) : text_(text), look_(std::move(look)) {}

  SampleResponse response() {
    SampleResponse out{"application/json", "", 0};
    std::stringstream in(text_);
    for (std::string part; std::getline(in, part, '+');) add(part, out.records);
    for (const auto& [name, value] : members_)
      out.body.append(out.body.empty() ? "{\"" : ",\"").append(name).append("\":").append(value);
    out.body += "}";
    return out;
  }

 private:
  void add(const std::string& part, size_t& records) {
    bool list = part.find("[]") != part.npos, object = part.find('{') != part.npos;
    std::string path = part.substr(0, part.find_first_of("[{"));
    std::string value = list ? "[" + look_.row + "]" : object ? look_.row : beside(path);
    if ((list || object) && !look_.row.empty()) records++;
    size_t dot = path.find('.');
    if (dot == path.npos) return void(members_[path] = value);
    // A second member of the same parent goes in front of the first one's end.
    std::string& parent = members_[path.substr(0, dot)];
    std::string inner = "\"" + path.substr(dot + 1) + "\":" + value + "}";
    parent = parent.empty() ? "{" + inner : parent.substr(0, parent.size() - 1) + "," + inner;
  }
  std::string beside(const std::string& name) const {
    if (name == "has_next" || name == "HasNext") return look_.more ? "true" : "false";
    if (name.substr(0, 5) == "total" || name == "TotalCount") return "1";
    if (name == "next_cursor") return look_.more ? "\"c\"" : "\"\"";
    if (name == "page_info")
      return look_.more ? R"({"has_next":true,"last_seen":"7"})" : R"({"has_next":false})";
    if (name == "pagination")
      return look_.more ? R"({"page":1,"pages":2})" : R"({"page":2,"pages":2})";
    return look_.row.empty() ? R"({"min":null,"max":null})" : R"({"min":5,"max":5})";
  }

  std::string text_;
  Look look_;
  std::map<std::string, std::string> members_;
};

// Whether an envelope names members, instead of being one of the index's words.
bool is_tree(const std::string& envelope) {
  return envelope.find('+') != envelope.npos ||
         (envelope.find_first_of("[{") != envelope.npos && envelope[0] != '{' &&
          envelope.substr(0, 4) != "bare" && envelope.substr(0, 6) != "object" &&
          envelope.find("=<") == envelope.npos && envelope.find("],") == envelope.npos);
}

SampleResponse page_of(const Operation& operation, const Look& look) {
  if (is_tree(operation.envelope)) return EnvelopeText(operation.envelope, look).response();
  return {"application/json", "[" + look.row + "]", look.row.empty() ? size_t{0} : size_t{1}};
}

}  // namespace

std::string sample_record(const sluice::rest::Operation& row, Members members,
                          const std::string& image) {
  Sample sample(members);
  std::string out = "{\"path\":" + path_of(row) +
                    ",\"query\":" + sample.object(sluice::rest::read_names(row.query));
  if (row.body_kind != BodyKind::kNone) out += ",\"payload\":" + sample.payload(row, image);
  return out + "}";
}

std::string walk_request(const sluice::rest::Operation& row) {
  std::vector<NameSpec> query;
  for (NameSpec spec : sluice::rest::read_names(row.query)) {
    spec.required = spec.required || spec.name == "page_size" || spec.name == "limit";
    query.push_back(spec);
  }
  std::string out =
      "{\"path\":" + path_of(row) + ",\"query\":" + Sample(Members::kRequired).object(query);
  if (row.body_kind != BodyKind::kNone) out += R"(,"payload":{"size":1})";
  return out + "}";
}

SampleResponse sample_response(const Operation& operation, int status) {
  const std::string& envelope = operation.envelope;
  if (status == 204 || envelope == "empty") return {"application/json", "", 0};
  return is_tree(envelope) ? EnvelopeText(envelope, {}).response() : plain_response(envelope);
}

SampleResponse first_page(const Operation& operation) {
  return page_of(operation, {kWalkedRow, true});
}

SampleResponse last_page(const Operation& operation) { return page_of(operation, {"", false}); }

}  // namespace lightspeedhq::contract
