// The plugin http, over HTTP to a server on loopback.
#include <atomic>

#include "conformance/component_maker.hpp"
#include "conformance/works_ahead.hpp"
#include "sluice/ext/http.h"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::conformance;
using namespace sluice::http::test;

namespace {

// A server that refuses what is bad, and answers nothing that arrives while it is held.
class Target {
 public:
  void hold() {
    held_ = true;
    holds_++;
  }
  void release() { held_ = false; }
  std::string origin() const { return server_.origin(); }
  // How often it was held. Whether a request came by then is the carrier's affair: over curl the
  // cancel may be first.
  int holds() const { return holds_; }

 private:
  Reply reply(const std::string& request) {
    if (held_) return {response(200, ""), false, SIZE_MAX};
    return {response(request.find("bad") == std::string::npos ? 200 : 422, "")};
  }

  std::atomic<bool> held_ = false;
  int holds_ = 0;
  ScriptedServer server_{[this](const std::string& request, size_t) { return reply(request); }};
};

struct HttpHost {
  HttpHost() : maker({HTTP_PLUGIN}) {
    maker.services.environment.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service);
  }

  FakeClock clock;
  sluice::record::PagePool pages;
  ComponentMaker maker;
  sluice::http::Service service{{maker.services.redactor,
                                 [](int, std::string_view, std::string_view) {},
                                 clock,
                                 1,
                                 64u << 20,
                                 &pages,
                                 {},
                                 plain_carrier()}};
};

std::vector<std::string> found(const std::string& publisher, Target& target) {
  HttpHost host;
  const auto client =
      host.maker.make("http.client", R"({"base_uri":")" + target.origin() + R"(","proxy":""})");
  return check_works_ahead(
      {[&] { return host.maker.make("http.publisher", publisher, client.get()); },
       [&] { target.hold(); }, [&] { target.release(); }, R"({"n":1})", R"({"bad":1})"});
}

}  // namespace

TEST_CASE("http.publisher, one record a request, does what it should when it works ahead") {
  Target target;
  CHECK(found(R"({"path":"/in","in_flight":8})", target) == std::vector<std::string>{});
  CHECK(target.holds() > 0);
}

TEST_CASE("http.publisher, an array a request, does what it should when it works ahead") {
  Target target;
  CHECK(found(R"({"path":"/in","format":"array","batch":{"records":2},"in_flight":8})", target) ==
        std::vector<std::string>{});
  CHECK(target.holds() > 0);
}

TEST_CASE("http.publisher, one key after the other, does what it should when it works ahead") {
  Target target;
  CHECK(found(R"({"path":"/in","order_by":"n","in_flight":8})", target) ==
        std::vector<std::string>{});
  CHECK(target.holds() > 0);
}
