#include "recording/scrubber.hpp"

#include <Poco/DeflatingStream.h>
#include <doctest/doctest.h>

#include <sstream>

using namespace sluice;
using recording::Scrubber;

namespace {

http::Headers of_type(const char* type) {
  http::Headers out;
  out.add("Content-Type", type);
  return out;
}

}  // namespace

TEST_CASE("the same secret has the same placeholder, by name or by value, however it is written") {
  services::Redactor redactor;
  redactor.protect("s3cret/one");
  Scrubber scrubber(redactor);
  CHECK(scrubber.text("a s3cret/one b") == "a redacted-1 b");
  CHECK(scrubber.url("https://h/s3cret%2Fone?api_token=other&q=1") ==
        "https://h/redacted-1?api_token=redacted-2&q=1");
  CHECK(scrubber.body(of_type("application/x-www-form-urlencoded"),
                      "grant=refresh&refresh_token=s3cret%2fone&client_secret=other") ==
        "grant=refresh&refresh_token=redacted-1&client_secret=redacted-2");
  CHECK(scrubber.body(of_type("application/json"), R"({"access_token" : "s3cret\/one","n":1})") ==
        R"({"access_token" : "redacted-1","n":1})");
}

TEST_CASE("values under sensitive names keep their kind") {
  services::Redactor redactor;
  Scrubber scrubber(redactor);
  CHECK(scrubber.body({}, R"({"tokens":["a",{"id":"b","n":7}],"password":12,"secret":null})") ==
        R"({"tokens":["redacted-1",{"id":"redacted-2","n":0}],"password":0,"secret":null})");
}

TEST_CASE("a header keeps the scheme of its credentials") {
  services::Redactor redactor;
  Scrubber scrubber(redactor);
  http::Headers headers;
  headers.add("Authorization", "Bearer abc");
  headers.add("Set-Cookie", "id=abc");
  headers.add("Accept", "text/html");
  const http::Headers out = scrubber.headers(headers);
  CHECK(out.find("Authorization") == "Bearer redacted-1");
  CHECK(out.find("Set-Cookie") == "redacted-2");
  CHECK(out.find("Accept") == "text/html");
}

TEST_CASE("of a kept credential times and small numbers stay") {
  services::Redactor redactor;
  Scrubber scrubber(redactor);
  CHECK(scrubber.credential("access=abc\nexpires=1700000600\nrefreshing=0\npin=12345678\n",
                            1'700'000'000) ==
        "access=redacted-1\nexpires=1700000600\nrefreshing=0\npin=redacted-2\n");
  CHECK(scrubber.credential("no lines with names", 1'700'000'000) == "redacted-3");
}

TEST_CASE("placeholders stay what they are, and compare equal without their numbers") {
  services::Redactor redactor;
  redactor.protect("redacted-7");
  Scrubber scrubber(redactor);
  CHECK(scrubber.text("Bearer redacted-7") == "Bearer redacted-7");
  CHECK(recording::without_numbers("a=redacted-7&b=redacted-12") == "a=redacted-&b=redacted-");
}

TEST_CASE("a packed body is unpacked, so that no secret hides in it") {
  services::Redactor redactor;
  redactor.protect("s3cret/one");
  Scrubber scrubber(redactor);
  std::ostringstream packed;
  Poco::DeflatingOutputStream deflater(packed, Poco::DeflatingStreamBuf::STREAM_GZIP);
  deflater << R"({"note":"s3cret/one","password":"other"})";
  deflater.close();
  http::Headers headers = of_type("application/json");
  headers.add("Content-Encoding", "gzip");
  CHECK(scrubber.body(headers, packed.str()).find("s3cret") == std::string::npos);
  CHECK(scrubber.body(headers, packed.str()).find(R"("note":"redacted-)") != std::string::npos);
  CHECK(scrubber.body(headers, "{\"n\":1}") == "{\"n\":1}");
  CHECK(scrubber.body(headers, "\x1f\x8b no gzip") == "\x1f\x8b no gzip");
}
