// What of a delivery is believed: its signature and its form.
#include <doctest/doctest.h>

#include "form_fields.hpp"
#include "webhook_signature.hpp"

using lightspeedhq::form_field;
using lightspeedhq::is_signed;

namespace {

// `printf %s 'payload=%7B%7D' | openssl dgst -sha256 -hmac s3cret`, and the same with -binary |
// base64
constexpr std::string_view kBody = "payload=%7B%7D";
constexpr std::string_view kSecret = "s3cret";
const std::string kHex = "b7171c5ffb73c8d79ff2fac93db3b7ec3c39cea7737b329851bc163303313104";
const std::string kBase64 = "txccX/tzyNef8vrJPbO37Dw5zqdzezKYUbwWMwMxMQQ=";

bool accepted(const std::string& digest, const std::string& algorithm = "HMAC-SHA256",
              std::string_view body = kBody) {
  return is_signed("signature=" + digest + ",algorithm=" + algorithm, body, kSecret);
}

}  // namespace

TEST_CASE("a signature may be hex or base64") {
  CHECK(accepted(kHex));
  CHECK(accepted(kBase64));
  CHECK(is_signed("algorithm=hmac-sha256 , signature=" + kHex, kBody, kSecret));
}

TEST_CASE("a signature of another body, secret or algorithm is refused") {
  CHECK_FALSE(accepted(kHex, "HMAC-SHA256", "payload=%7b%7d"));  // the same form, other bytes
  CHECK_FALSE(is_signed("signature=" + kHex + ",algorithm=HMAC-SHA256", kBody, "other"));
  CHECK_FALSE(accepted(kHex, "none"));
  CHECK_FALSE(accepted(kHex, "HMAC-SHA1"));
}

TEST_CASE("what is no signature is refused") {
  for (const char* header : {"", "signature=", "signature", "algorithm=HMAC-SHA256",
                             "signature=,algorithm=HMAC-SHA256", ",,,=,"})
    CHECK_FALSE(is_signed(header, kBody, kSecret));
  CHECK_FALSE(is_signed("signature=" + kHex, kBody, kSecret));
  CHECK_FALSE(accepted(kHex.substr(1)));
  CHECK_FALSE(accepted(std::string(64, 'g')));
  CHECK_FALSE(accepted(std::string(44, '!')));
  CHECK_FALSE(accepted(std::string(44, '=')));
}

TEST_CASE(
    "base64 that is longer than the digest, or broken, is refused although it begins with it") {
  std::string longer = kBase64;
  longer.back() = 'A';  // 33 bytes, of which 32 are right
  CHECK_FALSE(accepted(longer));
  // The digest of this body ends in two bytes of 0, which a text that breaks off leaves as well.
  const std::string body = "payload=79634";
  std::string digest = "YPwxm+BhcLhGwvWRelIRyqSj+gQ/dZ09dI5+csTYAAA=";
  REQUIRE(accepted(digest, "HMAC-SHA256", body));
  digest.replace(40, 3, "!!!");
  CHECK_FALSE(accepted(digest, "HMAC-SHA256", body));
}

TEST_CASE("hex counts in both cases, and a digit that is none anywhere is refused") {
  std::string upper = kHex;
  for (char& c : upper)
    if (c >= 'a') c = static_cast<char>(c - 32);
  CHECK(accepted(upper));
  for (size_t i = 0; i < kHex.size(); i++) {
    for (char no_digit : {'g', 'G', '@', '`', ':', '/'}) {
      std::string wrong = kHex;
      wrong[i] = no_digit;
      CHECK_FALSE(accepted(wrong));
    }
  }
}

TEST_CASE("one wrong digit anywhere is refused") {
  for (size_t i = 0; i < kHex.size(); i++) {
    std::string wrong = kHex;
    wrong[i] = wrong[i] == '0' ? '1' : '0';
    CHECK_FALSE(accepted(wrong));
  }
}

TEST_CASE("a form's field is found and decoded") {
  CHECK(form_field("type=a&payload=%7B%22a%22%3A+1%7D", "payload") == "{\"a\": 1}");
  CHECK(form_field("payload=a%2Bb%C3%A9", "payload") == "a+b\xC3\xA9");
  CHECK(form_field("payload=", "payload") == "");
  CHECK(form_field("payload", "payload") == "");
  CHECK(form_field("p%61yload=1&payload=2", "payload") == "1");
  CHECK_FALSE(form_field("xpayload=1&payloadx=2", "payload"));
  CHECK_FALSE(form_field("", "payload"));
}

TEST_CASE("a percent sign that begins no escape stands for itself") {
  CHECK(form_field("a=100%&b=%zz&c=%4", "a") == "100%");
  CHECK(form_field("a=100%&b=%zz&c=%4", "b") == "%zz");
  CHECK(form_field("a=100%&b=%zz&c=%4", "c") == "%4");
}
