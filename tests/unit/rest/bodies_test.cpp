#include "sluice/rest/bodies.hpp"

#include <doctest/doctest.h>

#include <set>

#include "sluice/rest/document.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;

TEST_CASE("a form has each member as a field, encoded") {
  sluice::test::HostRig rig;
  auto document = *Document::parse(
      rig.host(), R"({"a b":"x&y=\u00e9","n":1.50,"t":true,"none":null,"o":{"k":[1]}})", "test");
  CHECK(*form_body(document.root()) ==
        "a+b=x%26y%3d%c3%a9&n=1.50&t=true&none=&o=%7b%22k%22%3a%5b1%5d%7d");
  auto list = *Document::parse(rig.host(), "[1]", "test");
  CHECK(form_body(list.root()).status().code() == SLUICE_E_DATA);
}

TEST_CASE("a list is wrapped where its path says") {
  CHECK(wrapped("", "[1]") == "[1]");
  CHECK(wrapped("ids", "[1]") == R"({"ids":[1]})");
  CHECK(wrapped("data.ids", "[1]") == R"({"data":{"ids":[1]}})");
}

TEST_CASE("a fresh UUID is one of version 4, and another each time") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; i++) {
    std::string id = fresh_uuid();
    CHECK(id.size() == 36);
    CHECK(id[14] == '4');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    CHECK(seen.insert(id).second);
  }
}

TEST_CASE("a part's name cannot break out of its header") {
  auto body = multipart_body({"image", "a\"\r\nX: y\\.png", "image/png", "bytes"});
  CHECK(body.text.find("filename=\"a___X: y_.png\"") != std::string::npos);
  std::string boundary = body.content_type.substr(body.content_type.find('=') + 1);
  CHECK(body.text.substr(0, boundary.size() + 2) == "--" + boundary);
  CHECK(body.text.find("\r\n\r\nbytes\r\n--" + boundary + "--\r\n") != std::string::npos);
}
