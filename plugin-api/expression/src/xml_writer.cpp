#include "sluice/batch.hpp"
#include "sluice/expression/xml.hpp"

namespace sluice::expression {
namespace {

constexpr int kDeepestElement = 200;
constexpr std::string_view kElementText = "#text";

bool is_attribute(std::string_view name) { return !name.empty() && name.front() == '@'; }

// Characters that no XML document can have.
bool is_xml_text(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
  return true;
}

// A line break in an attribute, and a carriage return anywhere, would be read as something else.
std::string_view escape_of(char c, bool in_attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return in_attribute ? "&quot;" : "";
    case '\n':
      return in_attribute ? "&#10;" : "";
    case '\t':
      return in_attribute ? "&#9;" : "";
    default:
      return {};
  }
}

Status no_xml_name(std::string_view name) {
  return Status::data("\"" + std::string(name.substr(0, 40)) + "\" is no name of XML");
}

class XmlWriter {
 public:
  XmlWriter(size_t largest, std::string& out) : largest_(largest), out_(out) {}

  Status element(std::string_view name, const Value& value, int depth) {
    if (depth > kDeepestElement) return Status::data("takes values of at most 200 levels");
    if (value.is_array()) return elements(name, value, depth);
    if (!is_xml_name(name)) return no_xml_name(name);
    (out_ += '<') += name;
    if (Status s = attributes(value); !s) return s;
    const size_t before = out_.size();
    out_ += '>';
    if (Status s = content(value, depth); !s) return s;
    if (out_.size() == before + 1)
      out_.replace(before, 1, "/>");
    else
      ((out_ += "</") += name) += '>';
    if (out_.size() <= largest_) return {};
    return Status::data("would make more than " + std::to_string(largest_) + " bytes of text");
  }

 private:
  // After its size was asked for: what could not be expanded is still raw.
  static Status checked(const Value& value) {
    if (value.abi()->kind != SLUICE_KIND_RAW) return {};
    return {value.batch()->fault ? value.batch()->fault : SLUICE_E_DATA, ""};
  }

  Status elements(std::string_view name, const Value& array, int depth) {
    const size_t size = array.size();
    for (size_t i = 0; i < size; i++)
      if (Status s = element(name, array.item(i), depth + 1); !s) return s;
    return checked(array);
  }

  Status attributes(const Value& value) {
    const size_t size = value.is_object() ? value.size() : 0;
    for (size_t i = 0; i < size; i++) {
      const std::string_view name = value.key(i);
      if (!is_attribute(name)) continue;
      if (!is_xml_name(name.substr(1))) return no_xml_name(name.substr(1));
      ((out_ += ' ') += name.substr(1)) += "=\"";
      if (Status s = text(value.member(i), true); !s) return s;
      out_ += '"';
    }
    return checked(value);
  }

  Status content(const Value& value, int depth) {
    if (!value.is_object()) return text(value, false);
    for (size_t i = 0; i < value.size(); i++) {
      const std::string_view name = value.key(i);
      if (is_attribute(name)) continue;
      Status s = name == kElementText ? text(value.member(i), false)
                                      : element(name, value.member(i), depth + 1);
      if (!s) return s;
    }
    return {};
  }

  // Of a scalar; null has none.
  Status text(const Value& value, bool in_attribute) {
    if (value.is_array() || value.is_object())
      return Status::data("an attribute or #text is a scalar, not an object or array");
    if (value.is_null()) return {};
    if (!value.is_string()) return escaped(value.text(), in_attribute);
    const auto decoded = value.string();
    if (!decoded) return decoded.status();
    return escaped(*decoded, in_attribute);
  }

  Status escaped(std::string_view text, bool in_attribute) {
    if (!is_xml_text(text)) return Status::data("the text has a character that XML does not allow");
    for (const char c : text) {
      const std::string_view escape = escape_of(c, in_attribute);
      if (escape.empty())
        out_ += c;
      else
        out_ += escape;
    }
    return {};
  }

  const size_t largest_;
  std::string& out_;
};

}  // namespace

bool is_xml_name(std::string_view name) {
  constexpr std::string_view kNever = " \t\r\n<>&'\"/=!?;@#$%()*+,[]{}|^`~\\";
  const bool starts_well =
      !name.empty() && !(name[0] >= '0' && name[0] <= '9') && name[0] != '-' && name[0] != '.';
  return starts_well && name.find_first_of(kNever) == name.npos;
}

Status write_xml(std::string_view name, const Value& value, size_t largest, std::string& out) {
  return XmlWriter(largest, out).element(name, value, 0);
}

}  // namespace sluice::expression
