// The inner loops, in both forms.
#include <doctest/doctest.h>

#include <string>

#include "record/minify.hpp"
#include "record/scan.hpp"
#include "record/utf8.hpp"
#include "sluice/result.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

template <class S>
void check_special() {
  for (int byte = 0; byte < 256; byte++) {
    const char c = static_cast<char>(byte);
    for (size_t at = 0; at < 40; at++) {
      std::string text(40, 'a');
      text[at] = c;
      text += "\"" + std::string(64, '\0');
      const size_t expected = is_special(c) ? at : 40;
      CHECK(static_cast<size_t>(S::special(text.data()) - text.data()) == expected);
      const Block block = S::block(text.data());
      CHECK(block.clean == (is_special(c) && at < 16 ? at : 16));
      CHECK(block.ascii == !(byte > 127 && at < 16));
    }
  }
}

std::string minified(std::string_view text) {
  std::string out(text.size(), '?');
  const size_t size = minify(text.data(), text.size(), out.data());
  return size == SIZE_MAX ? "broken" : out.substr(0, size);
}

}  // namespace

TEST_CASE("the portable scan finds each special byte at each place") {
  check_special<PortableScan>();
}

#if defined(__SSE2__)
TEST_CASE("the SSE2 scan finds each special byte at each place") { check_special<Sse2Scan>(); }
#endif

TEST_CASE("minifying takes the space between tokens and leaves strings alone") {
  CHECK(minified("{ \"a b\" :\t[ 1 ,\r\n 2 ] }") == "{\"a b\":[1,2]}");
  CHECK(minified("\"a \\\" b\"") == "\"a \\\" b\"");
  CHECK(minified("") == "");
  CHECK(minified("[\"x") == "broken");
  CHECK(minified("[\"x\\") == "broken");
  CHECK(minified("[\"x\n\"]") == "broken");
}

TEST_CASE("the place of bad UTF-8 is found where the fast check says no") {
  const auto prefix = [](std::string_view text) {
    const size_t good = valid_utf8_prefix(slice(text));
    CHECK(is_utf8(slice(text)) == (good == text.size()));
    return good;
  };
  CHECK(prefix("") == 0);
  CHECK(prefix("abc") == 3);
  CHECK(prefix("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z") == 11);
  CHECK(prefix("a\x80") == 1);
  CHECK(prefix("a\xC3") == 1);
  CHECK(prefix("ab\xC1\xBF") == 2);
  CHECK(prefix("\xE0\x9F\x80") == 0);
  CHECK(prefix("\xED\xA0\x80") == 0);
  CHECK(prefix("\xED\x9F\xBF") == 3);
  CHECK(prefix("\xEF\xBF\xBF") == 3);
  CHECK(prefix("\xF0\x8F\xBF\xBF") == 0);
  CHECK(prefix("\xF4\x8F\xBF\xBF") == 4);
  CHECK(prefix("\xF4\x90\x80\x80") == 0);
  CHECK(prefix("\xF5\x80\x80\x80") == 0);
  CHECK(prefix("x\xE2\x82") == 1);
}
