#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

std::string request_with(const std::string& settings, std::string* log = nullptr) {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin(), settings);
  CHECK(rig.publish(R"({"path":"/in"})", numbered(1)).status.ok());
  if (log) *log = rig.log_text;
  return server.seen().at(0).text;
}

std::string refused(const std::string& settings) {
  PublishRig rig("http://127.0.0.1:9");
  auto status =
      rig.create<http_plugin::Client>(R"({"base_uri":"http://127.0.0.1:9")" + settings + "}", "c")
          .status();
  CHECK(status.code() == SLUICE_E_INVALID);
  return status.message();
}

}  // namespace

TEST_CASE("a token goes as bearer, user and password as basic authentication") {
  CHECK(has(request_with(R"(,"token":"tok-en")"), "Authorization: Bearer tok-en\r\n"));
  // RFC 7617, section 2.
  CHECK(has(request_with(R"(,"user":"Aladdin","password":"open sesame")"),
            "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"));
}

TEST_CASE("headers of the client go with every request") {
  CHECK(has(request_with(R"(,"headers":{"X-Tenant":"t1"})"), "X-Tenant: t1\r\n"));
}

TEST_CASE("neither password nor its encoded form shows in the request log") {
  std::string log;
  request_with(R"(,"user":"Aladdin","password":"open sesame","log_requests":"full")", &log);
  CHECK(has(log, "POST http://127.0.0.1"));
  CHECK_FALSE(has(log, "open sesame"));
  CHECK_FALSE(has(log, "QWxhZGRpbjpvcGVuIHNlc2FtZQ"));
}

TEST_CASE("half a credential, two of them, or an empty one are refused") {
  CHECK(has(refused(R"(,"user":"u")"), "/password: is missing"));
  CHECK(has(refused(R"(,"password":"p")"), "/user: is missing"));
  CHECK(has(refused(R"(,"token":"")"), "/token: is empty"));
  CHECK(has(refused(R"(,"token":"t","user":"u","password":"p")"), "/token: cannot be used with"));
  CHECK(
      has(refused(R"(,"token":"t","headers":{"authorization":"x"})"), "/headers/Authorization: "));
  CHECK(has(refused(R"(,"user":"a:b","password":"p")"), "/user: holds a colon"));
}

TEST_CASE("what the session refuses is told in the client's own names") {
  PublishRig rig("http://127.0.0.1:9");
  auto status = rig.create<http_plugin::Client>(R"({"base_uri":"ftp://x"})", "c").status();
  CHECK(has(status.message(), "/base_uri: "));
  CHECK(has(refused(R"(,"rate":{"limit_header":"a b"})"), "/rate/limit_header: "));
  CHECK(has(refused(R"(,"headers":{"Host":"x"})"), "/headers/Host: "));
}

TEST_CASE("credentials over a network without TLS are warned about") {
  PublishRig rig("http://127.0.0.1:9");
  rig.make<http_plugin::Client>(R"({"base_uri":"http://api.example.com","token":"tttt"})", "c");
  CHECK(has(rig.log_text, "not https"));
}
