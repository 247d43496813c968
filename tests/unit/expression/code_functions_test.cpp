#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

bool says_code(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("base64 is read in both alphabets, and only if it decodes to text") {
  Fixture f;
  CHECK(f.evaluate("base64_decode('YT8_YT4-')", "{}") == R"("a??a>>")");
  CHECK(f.evaluate("base64_decode('YQ')", "{}") == R"("a")");
  CHECK(f.evaluate("base64_decode(' Y\nQ== ')", "{}") == R"("a")");
  CHECK(f.evaluate("base64_decode('')", "{}") == R"("")");
  CHECK(f.evaluate("base64_encode('')", "{}") == R"("")");
  CHECK(says_code(f.evaluate("base64_decode('Y')", "{}"), "the text is not base64"));
  CHECK(says_code(f.evaluate("base64_decode('Y!Q=')", "{}"), "the text is not base64"));
  CHECK(says_code(f.evaluate("base64_decode('/w==')", "{}"), "is not text in UTF-8"));
}

TEST_CASE("hexadecimal is read in both cases") {
  Fixture f;
  CHECK(f.evaluate("hex_decode('C3a9')", "{}") == "\"\u00e9\"");
  CHECK(says_code(f.evaluate("hex_decode('abc')", "{}"), "odd number"));
  CHECK(says_code(f.evaluate("hex_decode('zz')", "{}"), "other signs"));
  CHECK(says_code(f.evaluate("hex_decode('ff')", "{}"), "is not text in UTF-8"));
}

TEST_CASE("a part of an address is decoded as far as it is encoded") {
  Fixture f;
  CHECK(f.evaluate("url_encode('a/b?c=d&e~')", "{}") == R"("a%2Fb%3Fc%3Dd%26e~")");
  CHECK(f.evaluate("url_decode('100%+a%2')", "{}") == R"("100% a%2")");
  CHECK(f.evaluate("url_decode('%41%4a')", "{}") == R"("AJ")");
}

TEST_CASE("hashes are those of other programs") {
  Fixture f;
  CHECK(f.evaluate("sha256('')", "{}") ==
        R"("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")");
  CHECK(f.evaluate("md5('')", "{}") == R"("d41d8cd98f00b204e9800998ecf8427e")");
  CHECK(f.evaluate("hmac_sha256('x', '')", "{}").find("the key is empty") != std::string::npos);
  CHECK(f.evaluate("hmac_sha256('what do ya want for nothing?', 'Jefe')", "{}") ==
        R"("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")");
}

TEST_CASE("a uuid has its version, and uuid5 is the same each time") {
  Fixture f;
  CHECK(f.evaluate("regex_match(uuid(), '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                   "[0-9a-f]{12}$')",
                   "{}") == "true");
  CHECK(f.evaluate("uuid() == uuid()", "{}") == "false");
  CHECK(f.evaluate("uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'example.com') == "
                   "uuid5('dns', 'example.com')",
                   "{}") == "true");
  CHECK(says_code(f.compile_error("uuid5('dsn', a)"), "the namespace of uuid5() is a UUID"));
  CHECK(says_code(f.evaluate("uuid5(n, 'a')", R"({"n":"x"})"), "the namespace of uuid5()"));
}
