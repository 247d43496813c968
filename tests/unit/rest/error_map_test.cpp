#include "sluice/rest/error_map.hpp"

#include <doctest/doctest.h>

#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;
using sluice::test::has;

TEST_CASE("an error body of any shape gives one line") {
  const std::pair<std::string_view, std::string_view> shapes[] = {
      {R"({"error":"name cannot be empty"})", "name cannot be empty"},
      {R"({"error":"Too Many Requests","message":"Rate limiting enforced"})",
       "Too Many Requests: Rate limiting enforced"},
      {R"({"error":{"code":7,"message":"card declined"}})", "card declined"},
      {R"({"error":{"name":["is taken"]}})", R"({"name":["is taken"]})"},
      {R"({"error":"invalid_grant","error_description":"The refresh token is invalid."})",
       "invalid_grant: The refresh token is invalid."},
      {R"({"message":"gone"})", "gone"},
      {R"({"details":"too old"})", "too old"},
      {R"({"errors":[{"message":"first"}]})", "first"},
      {R"("plain")", "plain"},
      {R"({"error":null})", ""},
      {"{}", ""},
      {"", ""},
      {" \r\n", ""},
      {"<html><head><TITLE>502 Bad Gateway</TITLE>", "an HTML page, \"502 Bad Gateway\""},
      {"<!doctype html><p>", "an HTML page"},
      {"no such\r\nhost", "no such  host"},
  };
  for (auto [body, text] : shapes) {
    CAPTURE(body);
    CHECK(error_text(body) == text);
  }
}

TEST_CASE("a long text is cut between characters") {
  std::string body = R"({"error":")";
  for (int i = 0; i < 300; i++) body += "\xC3\xA4";
  std::string text = error_text(body + "\"}");
  CHECK(text.size() <= 204);
  CHECK(text.substr(text.size() - 5) == "\xC3\xA4...");
}

TEST_CASE("a body of hostile depth or size does no harm") {
  CHECK(error_text(R"({"error":)" + std::string(100'000, '[')).size() <= 204);
  CHECK(error_text(R"({"error":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}")
            .size() <= 204);
  CHECK(error_text(std::string(1 << 20, 'x')).empty());
}

TEST_CASE("a response without a text is told by its status in words") {
  const std::pair<int, std::string_view> words[] = {
      {400, "bad request"},      {401, "unauthorized"}, {403, "forbidden"},
      {404, "not found"},        {409, "conflict"},     {422, "refused as invalid"},
      {429, "too many requests"}};
  for (auto [status, text] : words) CHECK(has(map_response(status, "", "shop").message(), text));
}

TEST_CASE("a status says what happens next") {
  const std::pair<int, sluice_status> codes[] = {
      {200, SLUICE_OK},
      {201, SLUICE_OK},
      {204, SLUICE_OK},
      {302, SLUICE_E_INVALID},
      {400, SLUICE_E_DATA},
      {401, SLUICE_E_AUTH},
      {403, SLUICE_E_AUTH},
      {404, SLUICE_E_DATA},
      {408, SLUICE_E_TIMEOUT},
      {409, SLUICE_E_DATA},
      {422, SLUICE_E_DATA},
      {429, SLUICE_E_RATE_LIMITED},
      {500, SLUICE_E_UNAVAILABLE},
      {503, SLUICE_E_UNAVAILABLE},
  };
  for (auto [status, code] : codes) {
    CAPTURE(status);
    CHECK(map_response(status, "", "shop").code() == code);
  }
}

TEST_CASE("a refused token is one clear line that names the client") {
  auto status = map_response(401, R"({"error":"Access token is not valid"})", "shop");
  CHECK(status.message() == "client `shop`: 401 Access token is not valid: check the token");
  CHECK(status.remote_code() == 401);
  CHECK(map_response(409, "", "shop").message() ==
        "client `shop`: 409 conflict: it exists already, or was changed by "
        "someone else meanwhile");
}

TEST_CASE(
    "each error of the vendor's pages is one line: status, text, what to do, worth repeating") {
  struct Case {
    int status;
    std::string_view body, text, what_now;
    bool repeat;  // may pass by itself
  };
  const Case cases[] = {
      {400, R"({"error":"name cannot be empty"})", "name cannot be empty", "refused again", false},
      {400, R"({"error":"twirp error invalid_argument: register_id register ID can't be empty"})",
       "twirp error invalid_argument: register_id register ID can't be empty", "refused again",
       false},
      {401, R"({"error":"Access token is not valid"})", "Access token is not valid",
       "check the token", false},
      {401, R"({"error":"CSRF validation fail"})", "CSRF validation fail", "check the token",
       false},
      {403, R"({"error":"user missing required permissions"})", "user missing required permissions",
       "lacks a scope", false},
      {403, R"({"error":"permission denied"})", "permission denied", "lacks a scope", false},
      {403, R"({"error":"cannot modify system status"})", "cannot modify system status",
       "lacks a scope", false},
      {404, R"({"error":"job status not found"})", "job status not found", "nothing is there",
       false},
      {406, "", "refused", "refused again", false},
      {409, R"({"error":"A webhook with this type and URL already exists."})",
       "A webhook with this type and URL already exists.", "exists already", false},
      {422, R"({"sku":["is taken"]})", R"({"sku":["is taken"]})", "refused again", false},
      {429, R"({"error":"Too Many Requests","message":"Rate limiting enforced"})",
       "Too Many Requests: Rate limiting enforced", "when the limit allows", true},
      {502, "<html><title>Bad Gateway</title>", "an HTML page, \"Bad Gateway\"", "may pass", true},
      {503, "", "server error", "may pass", true},
  };
  for (const Case& one : cases) {
    CAPTURE(one.status);
    CAPTURE(one.body);
    const auto error = map_response(one.status, one.body, "shop");
    CHECK(error.remote_code() == one.status);
    CHECK(has(error.message(),
              "client `shop`: " + std::to_string(one.status) + " " + std::string(one.text) + ": "));
    CHECK(has(error.message(), std::string(one.what_now)));
    const bool passes =
        error.code() == SLUICE_E_RATE_LIMITED || error.code() == SLUICE_E_UNAVAILABLE;
    CHECK(passes == one.repeat);
  }
}
