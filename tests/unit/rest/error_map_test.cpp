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
    CHECK(map_answer(status, "", "shop").code() == code);
  }
}

TEST_CASE("a refused token is one clear line that names the client") {
  auto status = map_answer(401, R"({"error":"Access token is not valid"})", "shop");
  CHECK(status.message() == "client `shop`: 401 Access token is not valid: check the token");
  CHECK(status.remote_code() == 401);
  CHECK(map_answer(409, "", "shop").message() == "client `shop`: 409 conflict");
}
