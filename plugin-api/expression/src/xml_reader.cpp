#include <pugixml.hpp>

#include <unordered_map>
#include <utility>
#include <vector>

#include "sluice/expression/xml.hpp"

namespace sluice::expression {
namespace {

constexpr int kDeepestXml = 200;
constexpr std::string_view kTextKey = "#text";

void append_json_text(std::string_view text, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

// What is in an element, by name, in the order in which names are met.
class XmlMembers {
 public:
  // False: it is another one of its name.
  bool add(std::string name, const std::string& json) {
    const auto [place, is_new] = places_.try_emplace(name, all_.size());
    if (is_new) all_.push_back({std::move(name), {}, 0});
    Member& member = all_[place->second];
    if (member.count++) member.json += ',';
    member.json += json;
    return is_new;
  }
  bool empty() const { return all_.empty(); }

  std::string object() const {
    std::string out = "{";
    for (const Member& member : all_) {
      if (out.size() > 1) out += ',';
      append_json_text(member.name, out);
      out += ':';
      if (member.count > 1) out += '[';
      out += member.json;
      if (member.count > 1) out += ']';
    }
    return out + "}";
  }

 private:
  struct Member {
    std::string name;
    std::string json;  // values with commas between them
    size_t count;
  };

  std::vector<Member> all_;
  std::unordered_map<std::string, size_t> places_;
};

bool is_blank_text(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::string json_text(std::string_view text) {
  std::string out;
  append_json_text(text, out);
  return out;
}

std::string not_xml(const std::string& why) { return "the text is not XML: " + why; }

// pugixml passes over what is beside the root element.
Status check_one_root(const pugi::xml_document& document) {
  const pugi::xml_node root = document.document_element();
  for (const pugi::xml_node& child : document.children()) {
    const bool is_text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
    if (is_text && !is_blank_text(child.value()))
      return Status::data(not_xml("text stands outside of its root element"));
    if (child.type() == pugi::node_element && child != root)
      return Status::data(
          not_xml("it has a second root element, <" + std::string(child.name()) + ">"));
  }
  return root ? Status() : Status::data(not_xml("there is no element"));
}

Result<std::string> element_json(const pugi::xml_node& node, int depth) {
  if (depth > kDeepestXml) return Status::data("takes elements of at most 200 levels");
  XmlMembers members;
  std::string text;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string name = attribute.name();
    if (!members.add("@" + name, json_text(attribute.value())))
      return Status::data(
          not_xml("the attribute " + name + " of <" + node.name() + "> is there twice"));
  }
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
    if (child.type() != pugi::node_element) continue;
    auto json = element_json(child, depth + 1);
    if (!json) return json;
    members.add(child.name(), *json);
  }
  if (members.empty()) return json_text(text);
  if (!is_blank_text(text)) members.add(std::string(kTextKey), json_text(text));
  return members.object();
}

}  // namespace

Result<XmlElement> read_xml(std::string_view text) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(
      text.data(), text.size(),
      pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_fragment,
      pugi::encoding_utf8);
  if (!result)
    return Status::data(not_xml(result.description()) + " at byte " +
                        std::to_string(result.offset));
  if (Status s = check_one_root(document); !s) return s;
  const pugi::xml_node root = document.document_element();
  auto json = element_json(root, 0);
  if (!json) return json.status();
  return XmlElement{root.name(), *std::move(json)};
}

}  // namespace sluice::expression
