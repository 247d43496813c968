// The plugin http, over HTTP to a server on loopback.
#include "conformance/http_source.hpp"
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

std::string found_in_list(const std::string& settings, bool goes_on = true) {
  const HttpSource source;
  return found_in_walks({HTTP_PLUGIN,
                         "http.client",
                         R"(,"retry":{"attempts":1})",
                         "http.subscriber",
                         R"({"path":"/in","items":"data",)" + settings + "}",
                         {}},
                        source, goes_on);
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

TEST_CASE("http.subscriber walks as it should, whatever the pages are") {
  CHECK(found_in_list(
            R"("pagination":{"kind":"page","param":"page","size_param":"size","size":3})") == "");
  CHECK(found_in_list(
            R"("pagination":{"kind":"offset","param":"offset","size_param":"limit","size":3})") ==
        "");
  CHECK(found_in_list(R"("pagination":{"kind":"next_body","next":"next"})") == "");
}
