// The encoding that a text says it has. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace sluice::encoding {

// A byte order mark (BOM) and what it means. Empty: the text has none.
struct ByteOrderMark {
  std::string_view bytes;
  std::string_view encoding;
};
ByteOrderMark byte_order_mark(std::string_view text);

// What the declaration of an XML document says: <?xml encoding="..."?>. Empty: nothing.
std::string of_xml(std::string_view beginning);

// The charset of a Content-Type (RFC 9110, 8.3.1). Empty: it has none.
std::string of_content_type(std::string_view content_type);

// Whether that is a name of UTF-8.
bool names_utf8(std::string_view encoding);

}  // namespace sluice::encoding
