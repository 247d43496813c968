#include "app/report/secret_setting.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::app;

namespace {

bool hides(const SettingName& name, const std::string& text) {
  const services::Redactor redactor;
  return is_secret_setting(config::Node::string(text), name, redactor);
}

}  // namespace

TEST_CASE("an address with a password is hidden, whatever its setting is called") {
  CHECK(hides({"proxy"}, "http://me:pass@proxy:3128"));
  CHECK(hides({"base_uri"}, "https://me:p@ss@shop.example/api"));
  CHECK_FALSE(hides({"proxy"}, "http://proxy:3128"));
  CHECK_FALSE(hides({"base_uri"}, "https://shop.example/a:b@c"));
  CHECK_FALSE(hides({"mail"}, "me@shop.example"));
}

TEST_CASE("what is sent with a request is hidden by the words of its name") {
  const SettingName query = SettingName{}.member("query"),
                    headers = SettingName{}.member("headers");
  CHECK(hides(query.member("api_key"), "abc"));
  CHECK(hides(headers.member("X-Auth-Key"), "abc"));
  CHECK(hides(query.member("filter").member("sig"), "abc"));
  CHECK_FALSE(hides(query.member("page_size"), "200"));
  CHECK_FALSE(hides(SettingName{}.member("key"), "id"));  // of a step: which member is the key
  CHECK(hides(SettingName{}.member("access_token"), "abc"));
}
