#include "http/redirect.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

namespace {

const Origin kOrigin{"https", "h", 443};

Redirection after(const char* method, int status, const char* location, int hops = 0) {
  Request request{method, "https://h/a/b?c=1", {}, "body", false};
  Answer answer;
  answer.status = status;
  if (location) answer.headers.add("Location", location);
  return redirection(request, answer, kOrigin, hops);
}

}  // namespace

TEST_CASE("GET and HEAD follow every redirect within the origin") {
  for (const char* method : {"GET", "HEAD"})
    for (int status : {301, 302, 303, 307, 308}) {
      Redirection to = after(method, status, "/new?x");
      CHECK(to.follow);
      CHECK(to.url == "https://h/new?x");
      CHECK(to.method == method);
    }
}

TEST_CASE("a POST follows 303 as GET without its body") {
  Redirection to = after("POST", 303, "/done");
  CHECK(to.follow);
  CHECK(to.method == "GET");
  CHECK_FALSE(to.with_body);
}

TEST_CASE("a POST follows 307 and 308 as it is") {
  for (int status : {307, 308}) {
    Redirection to = after("POST", status, "/new");
    CHECK(to.method == "POST");
    CHECK(to.with_body);
  }
}

TEST_CASE("a POST does not follow 301 and 302, the caller gets the answer") {
  for (int status : {301, 302}) {
    CHECK_FALSE(after("POST", status, "/new").follow);
    CHECK(after("POST", status, "/new").status.ok());
  }
}

TEST_CASE("what is no redirect is left to the caller") {
  CHECK_FALSE(after("GET", 200, "/new").follow);
  CHECK_FALSE(after("GET", 304, "/new").follow);
  CHECK_FALSE(after("GET", 302, nullptr).follow);
}

TEST_CASE("another scheme, host or port is another origin and refused") {
  for (const std::string location :
       {"http://h/a", "https://i/a", "https://h:8443/a", "//i/a", "https://h.evil/a"}) {
    CAPTURE(location);
    Redirection to = after("GET", 302, location.c_str());
    CHECK_FALSE(to.follow);
    CHECK(to.status.code() == SLUICE_E_INVALID);
    CHECK(to.status.message().find("base_uri") != std::string::npos);
  }
  CHECK(after("GET", 302, "https://H:443/a").follow);
}

TEST_CASE("addresses that are none are refused") {
  for (const char* location : {"ftp://h/", "https://user:pw@h/", "file:///etc/passwd"}) {
    Redirection to = after("GET", 302, location);
    CHECK(to.status.code() == SLUICE_E_UNAVAILABLE);
    CHECK(to.status.message().find("pw") == std::string::npos);
  }
}

TEST_CASE("redirects end after five") {
  CHECK(after("GET", 302, "/a", 4).follow);
  CHECK_FALSE(after("GET", 302, "/a", 5).follow);
  CHECK(after("GET", 302, "/a", 5).status.code() == SLUICE_E_UNAVAILABLE);
}
