// Responses whose status is a success and whose body is not to be had: never sent again.
#include <doctest/doctest.h>
#include <zlib.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

// A gzip body that ends in nonsense.
std::string broken_gzip_with(int status) {
  return response(status, std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03") + "nonsense",
                  "Content-Encoding: gzip\r\n");
}
std::string broken_gzip() { return broken_gzip_with(200); }
std::string long_head() {
  return response(200, "{}", "X-Long: " + std::string(2u << 20, 'x') + "\r\n");
}
std::string cut_off() { return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"; }

const std::pair<const char*, std::string (*)()> kUnreadable[] = {
    {"gzip", broken_gzip}, {"head", long_head}, {"cut off", cut_off}};

}  // namespace

TEST_CASE("a 2xx whose body nobody wants is taken, though it cannot be read") {
  for (auto& [what, bytes] : kUnreadable) {
    CAPTURE(what);
    for (const char* method : {"POST", "PUT"}) {
      ScriptedServer server([bytes = bytes](const std::string&, size_t) {
        return Reply{bytes(), true};
      });
      PublishRig rig(server.origin());
      auto done =
          rig.publish(R"({"path":"/in","format":"array","method":")" + std::string(method) + "\"}",
                      numbered(8));
      REQUIRE(done.status.ok());
      for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
      // What is safe to repeat the host repeats by itself.
      if (std::string(method) == "POST") CHECK(server.seen().size() == 1);
    }
  }
}

TEST_CASE("a 2xx whose body says what was taken parks as in doubt, and is sent once") {
  for (auto& [what, bytes] : kUnreadable) {
    CAPTURE(what);
    for (const char* wanted : {R"("results":{"status":"s"})", R"("success":"ok")"}) {
      ScriptedServer server([bytes = bytes](const std::string&, size_t) {
        return Reply{bytes(), true};
      });
      PublishRig rig(server.origin());
      auto done = rig.publish(R"({"path":"/in","format":"array",)" + std::string(wanted) + "}",
                              numbered(8));
      REQUIRE(done.status.ok());
      for (auto& outcome : done.outcomes) {
        CHECK(outcome.status == SLUICE_E_DATA);
        CHECK(has(outcome.message, "may have been carried out"));
      }
      CHECK(server.seen().size() == 1);
    }
  }
}

TEST_CASE("a refusal whose body cannot be read is a refusal") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{has(request, "\"n\":2}") ? broken_gzip_with(400) : response(200, "")};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","format":"array"})", numbered(4));
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 4; i++) CHECK((done.outcomes[i].status == SLUICE_OK) == (i != 1));
}

TEST_CASE("a write answered 303 was carried out, whatever comes behind it") {
  for (int behind : {404, 422, 500, 503, 0}) {
    CAPTURE(behind);
    ScriptedServer server([=](const std::string& request, size_t) {
      if (!has(request, "GET ")) return Reply{response(303, "", "Location: /done\r\n")};
      return behind ? Reply{response(behind, "")} : Reply{"", true};
    });
    PublishRig rig(server.origin(), kOnce);
    auto done = rig.publish(R"({"path":"/in","format":"array"})", numbered(8));
    REQUIRE(done.status.ok());
    for (auto& outcome : done.outcomes) {
      CHECK(outcome.status == SLUICE_E_DATA);
      CHECK(has(outcome.message, "may have been carried out"));
    }
    size_t written = 0;
    for (auto& seen : server.seen()) written += has(seen.text, "POST ");
    CHECK(written == 1);
  }
}

TEST_CASE(
    "a write answered 303 is taken if what it names is there, and in doubt if it leads away") {
  ScriptedServer server([](const std::string& request, size_t) {
    const bool written = !has(request, "GET ");
    return Reply{written ? response(303, "", "Location: /done\r\n") : response(200, "")};
  });
  PublishRig rig(server.origin());
  CHECK(rig.publish(R"({"path":"/in"})", numbered(1)).outcomes[0].status == SLUICE_OK);
  ScriptedServer away([](const std::string&, size_t) {
    return Reply{response(303, "", "Location: http://127.0.0.1:1/done\r\n")};
  });
  PublishRig other(away.origin());
  auto done = other.publish(R"({"path":"/in"})", numbered(1));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "may have been carried out"));
}
