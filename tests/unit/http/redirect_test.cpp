#include "http/policy/redirect.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

namespace {

Redirection after(const char* method, int status, const char* location, int hops = 0,
                  bool same_path = false) {
  Request request{method, "https://h/a/b?c=1", {}, "body", false};
  Response response;
  response.status = status;
  if (location) response.headers.add("Location", location);
  SessionSettings settings;
  settings.base.origin = {"https", "h", 443};
  settings.same_path = same_path;
  return redirection(request, response, settings, hops);
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

TEST_CASE("a POST does not follow 301 and 302, and the refusal says where they lead") {
  for (int status : {301, 302}) {
    const Redirection to = after("POST", status, "/new?sig=secret");
    CHECK_FALSE(to.follow);
    CHECK(to.status.code() == SLUICE_E_INVALID);
    CHECK(to.status.remote_code() == status);
    CHECK(to.status.message() ==
          "answered " + std::to_string(status) +
              ", redirected to https://h/new?..., where no POST is sent; if that is the right "
              "place, set base_uri or the path to it");
  }
}

TEST_CASE("the refusal of a redirect away names its target, whatever the method") {
  for (const char* method : {"GET", "POST", "DELETE"})
    for (int status : {301, 302, 303, 307, 308}) {
      const Redirection to = after(method, status, "http://shop.example/items?token=x");
      CHECK(to.status.message().find("redirected to http://shop.example/items?..., away from") !=
            std::string::npos);
      CHECK(to.status.message().find("token") == std::string::npos);
    }
}

TEST_CASE("a redirect to another resource is told apart, and refused where the session says so") {
  for (const char* location : {"/a/b/?page=2", "/a/b", "https://h/a/b?c=2"}) {
    CHECK_FALSE(after("GET", 302, location).other_path);
    CHECK(after("GET", 302, location, 0, true).follow);
  }
  CHECK(after("GET", 302, "/a/products").other_path);
  for (const char* method : {"GET", "HEAD"})
    for (int status : {301, 302, 303, 307, 308}) {
      const Redirection to = after(method, status, "/a/products", 0, true);
      CHECK_FALSE(to.follow);
      CHECK(to.status.code() == SLUICE_E_INVALID);
      CHECK(to.status.message().find("another resource than /a/b") != std::string::npos);
    }
  CHECK_FALSE(after("POST", 307, "/a/products", 0, true).follow);
  CHECK(after("POST", 303, "/a/done", 0, true).follow);
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
