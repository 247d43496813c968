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
