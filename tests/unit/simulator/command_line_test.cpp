#include "server/command_line.hpp"

#include <doctest/doctest.h>

using namespace sluice::simulator;

namespace {

Settings parsed(const std::vector<std::string>& arguments) {
  const auto result = parse_command_line(arguments);
  REQUIRE(std::holds_alternative<Settings>(result));
  return std::get<Settings>(result);
}

std::string refused(const std::vector<std::string>& arguments) {
  const auto result = parse_command_line(arguments);
  REQUIRE(std::holds_alternative<UsageError>(result));
  return std::get<UsageError>(result).text;
}

}  // namespace

TEST_CASE("the defaults are those of the behaviours page") {
  const Settings settings = parsed({});
  CHECK(settings.products == 5000);
  CHECK(settings.customers == 2000);
  CHECK(settings.domain_prefix == "example");
  CHECK(settings.registers == 1);
  CHECK(settings.rate_window_s == 300);
  CHECK_FALSE(settings.rate_limit.has_value());
  CHECK(settings.token_ttl_s == 86400);
  CHECK(settings.token_rate_limit == 10);
  CHECK(settings.token_rate_window_s == 60);
  CHECK(settings.supported_versions ==
        std::vector<std::string>{"2026-01", "2026-04", "2026-07", "2026-10"});
  CHECK(settings.clock.empty());
  CHECK(settings.strict_scopes);
  CHECK(settings.default_page_size == 100);
  CHECK(settings.max_page_size == 1000);
  CHECK(effective_rate_limit(settings) == 350);
  CHECK(settings.life_s == 7200);
}

TEST_CASE("options are read in both spellings") {
  const Settings settings =
      parsed({"--port", "8080", "--registers=3", "--short-pages", "--seed", "18446744073709551615",
              "--rate-window-s", "2", "--supported-versions", "2026-04,2026-10"});
  CHECK(settings.port == 8080);
  CHECK(settings.supported_versions == std::vector<std::string>{"2026-04", "2026-10"});
  CHECK(effective_rate_limit(settings) == 950);
  CHECK(settings.short_pages);
  CHECK(settings.seed == 18446744073709551615U);
}

TEST_CASE("tokens repeat and carry scopes") {
  const Settings settings = parsed({"--token", "A", "--token", "B=products:read  sales:read"});
  REQUIRE(settings.tokens.size() == 2);
  CHECK(settings.tokens[0].scopes.empty());
  CHECK(settings.tokens[1].token == "B");
  CHECK(settings.tokens[1].scopes == std::vector<std::string>{"products:read", "sales:read"});
}

TEST_CASE("a token with scopes may follow an equals sign") {
  CHECK(parsed({"--token=B=products:read"}).tokens[0].scopes.size() == 1);
}

TEST_CASE("wrong options are named") {
  CHECK(refused({"--prot", "1"}) == "unknown option --prot");
  CHECK(refused({"--port"}) == "--port needs a value");
  CHECK(refused({"--port", "70000"}) == "--port does not take the value 70000");
  CHECK(refused({"--products", "-1"}) == "--products does not take the value -1");
  CHECK(refused({"--rate-limit", "0"}) == "--rate-limit does not take the value 0");
  CHECK(refused({"--clock", "noon"}) == "--clock does not take the value noon");
  CHECK(refused({"--supported-versions", "2026-02"}) ==
        "--supported-versions does not take the value 2026-02");
  CHECK(refused({"--token", "=x"}) == "--token does not take the value =x");
}
