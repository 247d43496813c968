// Acceptance points 6 and 14: over the limit, and what the client's own log shows.
#include <algorithm>

#include "shop.hpp"

using namespace lightspeedhq::test;

namespace {

constexpr int64_t kWindowMs = 300'000;

// A shop whose window has been used up by somebody else `into_window_s` after its begin. The shop's
// time passes while the client waits.
struct UsedUp {
  explicit UsedUp(int into_window_s) : shop(settings(into_window_s)) {
    shop.simulator.control("POST", "/tokens/use", R"({"token":"T","count":350})");
    shop.rig.clock.advance(into_window_s * 1000);
    shop.rig.clock.on_wait = [this, into_window_s] {
      shop.simulator.control("POST", "/clock",
                             "{\"advance_s\":" + std::to_string(300 - into_window_s) + "}");
      shop.rig.clock.on_wait = nullptr;
    };
  }
  static Settings settings(int into_window_s) {
    Settings out = small_shop();
    // FakeClock::kStart is the begin of a window.
    out.clock = "2020-07-15T15:0" + std::to_string(into_window_s / 60) + ":" +
                (into_window_s % 60 < 10 ? "0" : "") + std::to_string(into_window_s % 60) + "Z";
    return out;
  }
  Shop shop;
};

}  // namespace

TEST_CASE("acceptance 6: the 351st request waits until the 429's date, and is repeated once") {
  for (int into_window_s : {0, 290}) {
    CAPTURE(into_window_s);
    UsedUp used(into_window_s);
    auto all = used.shop.rig.walk("brands", "{}", {}, R"(,"pagination":false)");
    INFO(all.status.message());
    CHECK(all.status.code() == SLUICE_END);
    CHECK_FALSE(all.records.empty());
    auto requests = used.shop.requests();
    REQUIRE(requests.size() == 2);
    CHECK(requests[0].status == 429);
    CHECK(requests[1].status == 200);
    CHECK(requests[0].target == requests[1].target);
    const int64_t waited = used.shop.rig.clock.waited();
    CHECK(waited >= kWindowMs - into_window_s * 1000);
    CHECK(waited <= kWindowMs + 1000);
    CHECK(waited <= kWindowMs - into_window_s * 1000 + 2000);
  }
}

TEST_CASE("quirk 4: Retry-After is a date, and no date makes a busy loop or a wait for hours") {
  for (std::string fault : {"429_date", "429_past", "429_seconds", "429_none"}) {
    CAPTURE(fault);
    Settings settings = small_shop();
    settings.clock = "2020-07-15T15:00:00Z";
    Shop shop(settings);
    shop.simulator.arm(R"({"fault":")" + fault + R"(","retry_after_s":40})");
    auto all = shop.rig.walk("brands", "{}", {}, R"(,"pagination":false)");
    CHECK(all.status.code() == SLUICE_END);
    CHECK(shop.requests().size() == 2);
    const int64_t waited = shop.rig.clock.waited();
    CHECK(waited > 0);
    CHECK(waited <= kWindowMs);
    if (fault == "429_date" || fault == "429_seconds") CHECK(waited >= 40'000);
  }
}

TEST_CASE("acceptance 14: the client's own request log shows Authorization redacted") {
  TestShop simulator([] {
    Settings settings = small_shop();
    settings.tokens = {{"lsxs_pt_very_secret", {}}};
    return settings;
  }());
  PluginRig rig(
      token_client(simulator.server.origin(), "lsxs_pt_very_secret", R"(,"log_requests":"full")"));
  CHECK(rig.walk("brands").status.code() == SLUICE_END);
  CHECK(rig.publish("tags", "create", R"({"payload":{"name":"lsxs_pt_very_secret"}})").status.ok());
  auto log = simulator.control("GET", "/requests").json();
  CHECK(has(simulator.control("GET", "/requests").body, "Bearer lsxs_pt_very_secret"));
  const std::string text = rig.log_text();
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  CHECK(has(text, "/api/2026-07/brands"));
  CHECK(has(lower, "authorization: "));
  CHECK_FALSE(has(text, "lsxs_pt_very_secret"));
  CHECK_FALSE(has(text, "very_secret"));
}
