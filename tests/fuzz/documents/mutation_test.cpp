#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <string>

#include "fuzz/documents/property.hpp"

namespace {

const char* const kJsonPieces[] = {"{",   "}",     "[",  "]",      ",",
                                   ":",   "\"",    "\\", "\"a\":", "\"b\":",
                                   "1",   "null",  " ",  "\n",     "{\"a\":{\"b\":[",
                                   "]}}", "\"x\"", "{}", "[]"};
const char* const kXmlPieces[] = {"<a>",   "</a>",      "<b>", "</b>",      "<b/>",    "<a><b>",
                                  "x",     "<!--",      "-->", "<![CDATA[", "]]>",     "<?",
                                  "?>",    "<!DOCTYPE", "[",   "]",         ">",       "<",
                                  "&amp;", " c='>'",    "\"",  "\n",        "</b></a>"};

std::string pieces(std::mt19937& random, const char* const* all, size_t count) {
  std::string out;
  for (auto n = random() % 24; n > 0; n--) out += all[random() % count];
  return out;
}

}  // namespace

TEST_CASE("generated documents are read the same in pieces, and on behind each record") {
  std::mt19937 random(20261201);
  for (int i = 0; i < 20'000; i++) {
    const bool xml = i % 2;
    const std::string text = xml ? pieces(random, kXmlPieces, std::size(kXmlPieces))
                                 : pieces(random, kJsonPieces, std::size(kJsonPieces));
    CAPTURE(text);
    CHECK_NOTHROW(file_plugin::test::check_document(text, xml, random() % 2, random() % 5));
  }
}
