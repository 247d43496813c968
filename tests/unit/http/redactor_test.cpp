#include <doctest/doctest.h>

#include "services/redactor.hpp"

using sluice::services::Redactor;

TEST_CASE("a protected text is masked wherever it stands") {
  Redactor r;
  r.protect("s3cr3t-value");
  CHECK(r.redact("a s3cr3t-value b s3cr3t-value") == "a [redacted] b [redacted]");
  CHECK(r.redact("s3cr3t-valu") == "s3cr3t-valu");
  CHECK(r.redact("") == "");
}

TEST_CASE("what is spared is no secret, whoever protects it, and no part of it is") {
  Redactor r;
  r.spare("${LIGHTSPEED_TOKEN}");
  r.protect("${LIGHTSPEED_TOKEN}");
  r.protect("s3cr3t-value");
  CHECK(r.redact("write ${LIGHTSPEED_TOKEN:-default}") == "write ${LIGHTSPEED_TOKEN:-default}");
  CHECK_FALSE(r.is_secret("${LIGHTSPEED_TOKEN}"));
  CHECK(r.redact("s3cr3t-value") == "[redacted]");
}

TEST_CASE("percent-encoded forms of a secret are masked") {
  Redactor r;
  r.protect("a+b/c d=");
  CHECK(r.redact("x=a%2Bb%2Fc%20d%3D&y") == "x=[redacted]&y");
  CHECK(r.redact("x=a%2bb%2fc%20d%3d&y") == "x=[redacted]&y");
  CHECK(r.redact("x=a%2Bb%2Fc+d%3D&y") == "x=[redacted]&y");
}

TEST_CASE("JSON-escaped forms of a secret are masked") {
  Redactor r;
  r.protect("pa\"ss\\wo/rd\n\x01");
  CHECK(r.redact(R"({"p":"pa\"ss\\wo/rd\n\u0001"})") == R"({"p":"[redacted]"})");
  CHECK(r.redact(R"({"p":"pa\"ss\\wo\/rd\n\u0001"})") == R"({"p":"[redacted]"})");
}

TEST_CASE("of secrets that overlap the longest is masked whole") {
  Redactor r;
  r.protect("token");
  r.protect("token-and-more");
  CHECK(r.redact("token-and-more token") == "[redacted] [redacted]");
}

TEST_CASE("secrets shorter than four characters are left alone") {
  Redactor r;
  r.protect("abc");
  r.protect("");
  CHECK(r.redact("abc") == "abc");
  CHECK(r.longest() == 0);
}

TEST_CASE("a secret that is part of the mask does not disturb it") {
  Redactor r;
  r.protect("redacted");
  r.protect("other");
  CHECK(r.redact("other redacted") == "[redacted] [redacted]");
}

TEST_CASE("of a text that was cut, the end goes where a secret may begin") {
  Redactor r;
  r.protect("s3cr3t-value");
  CHECK(r.redact_beginning("token: s3cr3t-val") == "token: ");
  CHECK(r.redact_beginning("token: s3cr3t-value") == "token: [redacted]");
  CHECK(r.redact_beginning("token: none") == "token: none");
  CHECK(Redactor().redact_beginning("s3") == "s3");
}

TEST_CASE("a secret is masked in each spelling of other programs, byte by byte") {
  Redactor r;
  r.protect("Zm9v+QmF6/c&<\xC3\xA9\xF0\x9F\x94\x91==");
  for (const char* spelled :
       {R"(Zm9v\u002BQmF6/c\u0026\u003C\u00e9\ud83d\udd11==)",
        R"(Zm9v+QmF6\/c&<\u00E9\uD83D\uDD11\u003d\u003D)",
        "Zm9v%2BQmF6/c%26%3C%C3%A9%f0%9f%94%91%3D%3D", "%5am9v%2BQmF6%2Fc&%3C%C3%A9%F0%9F%94%91==",
        "Zm9v%252BQmF6%252Fc%2526%253C%25C3%25A9%25F0%259F%2594%2591%253D%253D",
        "Zm9v&#43;QmF6&#x2F;c&amp;&lt;&#233;&#x1f511;=="})
    CHECK_MESSAGE(r.redact("a " + std::string(spelled) + " b") == "a [redacted] b", spelled);
}

TEST_CASE("a secret that holds what looks like an escape is masked as it is, and encoded") {
  Redactor r;
  r.protect("a%2Bb");
  r.protect("c\\\\d\\u0041e");
  CHECK(r.redact("a%2Bb a%252Bb") == "[redacted] [redacted]");
  CHECK(r.redact(R"(c\\d\u0041e c\\\\d\\u0041e)") == "[redacted] [redacted]");
  CHECK(r.redact("a+b% %zz \\ & &none; %") == "a+b% %zz \\ & &none; %");
}

TEST_CASE("what a cut left of a secret is masked, a word that it begins with is not") {
  Redactor r;
  r.protect("prod-S3CRETaaaBBBcccDDDeee");
  CHECK(r.redact("the token prod-S3C... is refused") == "the token [redacted]... is refused");
  CHECK(r.redact("the token prod-S3CRETa… is refused") == "the token [redacted]… is refused");
  CHECK(r.redact("\"prod-S3CRETaaaBBBcccD\" is refused") == "\"[redacted]\" is refused");
  CHECK(r.redact("prod-S3CRET is a product") == "prod-S3CRET is a product");
  CHECK(r.redact("pro...") == "pro...");
  r.protect("https://hooks.example.com/services/T0/S3CRETaaaBBBccc");
  CHECK(r.redact("https://hooks.example.com/docs") == "https://hooks.example.com/docs");
}

TEST_CASE("the end of a cut text goes also within an escape of a secret") {
  Redactor r;
  r.protect("ab+cd/ef+gh");
  CHECK(r.redact_beginning("x ab\\u002Bcd%2") == "x ");
  CHECK(r.redact_beginning("x ab\\u00") == "x ");
  CHECK(r.redact_beginning("x ab%2Bcd%3") == "x ");
}
