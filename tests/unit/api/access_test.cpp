// Who may use the API.
#include "api_rig.hpp"

using namespace sluice::app;
using sluice::app::test::FakeRequest;
using sluice::app::test::header_of;
using sluice::app::test::Headers;

namespace {

const Access kRemote{"0123456789abcdef", "https", true, {"sluice.example"}};

int status_of(const Headers& headers, bool open = false) {
  const auto out = refused(kRemote, FakeRequest("GET", "/api/v1/status", headers), open);
  return out ? out->status : 0;
}

Headers with(Headers headers, const std::string& name, const std::string& value) {
  headers[name] = value;
  return headers;
}

const Headers kRight = {{"Host", "127.0.0.1:8710"}, {"Authorization", "Bearer 0123456789abcdef"}};

}  // namespace

TEST_CASE("at an address the token is wanted, whole") {
  CHECK(status_of(kRight) == 0);
  CHECK(status_of(with(kRight, "Authorization", "bearer 0123456789abcdef")) == 0);
  for (const char* wrong : {"", "0123456789abcdef", "Bearer", "Bearer ", "Bearer 0123456789abcde",
                            "Bearer 0123456789abcdefg", "Basic 0123456789abcdef"})
    CHECK(status_of(with(kRight, "Authorization", wrong)) == 401);
  const auto answer = refused(kRemote, FakeRequest("GET", "/x", {{"Host", "localhost"}}), false);
  CHECK(header_of(*answer, "WWW-Authenticate") == "Bearer realm=\"sluice\"");
}

TEST_CASE("what is open needs no token") { CHECK(status_of({{"Host", "localhost"}}, true) == 0); }

TEST_CASE("a host is known by address, as localhost, or by a name that is configured") {
  for (const char* known :
       {"localhost", "LOCALHOST:1", "10.0.0.5:8710", "[::1]:8710", "[::1]", "Sluice.Example:443"})
    CHECK_MESSAGE(status_of(with(kRight, "Host", known)) == 0, known);
  for (const char* foreign : {"", "rebound.example:8710", "127.0.0.1.example", "[::1", "[]"})
    CHECK_MESSAGE(status_of(with(kRight, "Host", foreign)) == 403, foreign);
}

TEST_CASE("a browser's request for another site is refused") {
  const Headers named = with(kRight, "Host", "sluice.example:8710");
  CHECK(status_of(with(named, "Origin", "https://sluice.example:8710")) == 0);
  for (const char* foreign :
       {"null", "https://evil.example", "http://sluice.example:8710", "https://sluice.example"})
    CHECK(status_of(with(named, "Origin", foreign)) == 403);
  CHECK(status_of(with(kRight, "Sec-Fetch-Site", "cross-site")) == 403);
  CHECK(status_of(with(kRight, "Sec-Fetch-Site", "same-origin")) == 0);
}

TEST_CASE("the Unix socket wants neither token nor host, but no web page either") {
  CHECK_FALSE(refused({}, FakeRequest("GET", "/api/v1/status"), false));
  CHECK(refused({}, FakeRequest("GET", "/x", {{"Origin", "null"}}), false));
}
