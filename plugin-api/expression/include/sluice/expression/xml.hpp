// XML elements as JSON and back: the form of `from_xml` and `to_xml`. By pugixml, which loads no
// external entities and expands none of a document. Functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::expression {

struct XmlElement {
  std::string name;
  // Its text as a JSON string; an object, if it has attributes (@name) or elements in it, with its
  // text as #text. Several elements of one name are an array.
  std::string json;
};

// The root element of a document in UTF-8. E_DATA: it is no XML, or has more than 200 levels.
Result<XmlElement> read_xml(std::string_view text);

// Appends the element of this name with what is in `value`; of an array, one for each item. On
// failure `out` has a part of it. E_DATA: it cannot be written as XML, or `out` would have more
// than `largest` bytes. An empty message means that a call of the host failed, and the batch has
// its message.
Status write_xml(std::string_view name, const Value& value, size_t largest, std::string& out);

// Whether an element or attribute may have this name.
bool is_xml_name(std::string_view name);

}  // namespace sluice::expression
