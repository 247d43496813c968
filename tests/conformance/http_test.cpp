// The plugin http, over HTTP to a server on loopback.
#include "conformance/http_target.hpp"

using namespace sluice::conformance;

namespace {

std::string found_in_http(const std::string& settings, HttpTarget& target) {
  return found({HTTP_PLUGIN,
                "http.client",
                R"(,"retry":{"attempts":1})",
                "http.publisher",
                settings,
                {R"({"n":1})", R"({"unfit":1})", R"({"later":1})"}},
               target);
}

}  // namespace

TEST_CASE("http.publisher, one record a request, does what it should when it works ahead") {
  HttpTarget target;
  CHECK(found_in_http(R"({"path":"/in","in_flight":8})", target) == "");
  CHECK(target.holds() > 0);
}

TEST_CASE("http.publisher, an array a request, does what it should when it works ahead") {
  HttpTarget target;
  CHECK(found_in_http(R"({"path":"/in","format":"array","batch":{"records":2},"in_flight":8})",
                      target) == "");
  CHECK(target.holds() > 0);
}
