// Credentials that a person grants a client in a browser: who may begin it, and who may complete
// it.
#include "dashboard_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::Headers;

namespace {

const std::string kGrant = "/api/v1/clients/shop/authorization";

// The state of the address that the browser is sent to.
std::string state_in(const listener::Response& begun) {
  const size_t at = begun.body.find("&state=");
  REQUIRE(at != begun.body.npos);
  const size_t from = at + std::string("&state=").size();
  return begun.body.substr(from, begun.body.find('"', from) - from);
}

std::string returned(const std::string& state) {
  return R"({"query":{"code":"the-secret-code","state":")" + state + "\"}}";
}

bool contains(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a grant begins at the dashboard's address, and comes back to it") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kEditor);
  const auto begun = rig.browse("POST", kGrant, me, "{}");
  CHECK(begun.status == 200);
  CHECK(contains(begun, "http://127.0.0.1:8711/oauth/callback"));
  const std::string state = state_in(begun);
  CHECK(state.ends_with(".shop"));
  const auto done = rig.browse("PUT", kGrant, me, returned(state));
  CHECK(done.status == 200);
  CHECK(contains(done, "products:read"));
  REQUIRE(rig.bench.grants.size() == 1);
  CHECK(rig.bench.grants[0][0].second == "the-secret-code");
}

TEST_CASE("a state of a grant is good once") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kEditor);
  const std::string state = state_in(rig.browse("POST", kGrant, me, "{}"));
  CHECK(rig.browse("PUT", kGrant, me, returned(state)).status == 200);
  CHECK(rig.browse("PUT", kGrant, me, returned(state)).status == 409);
  CHECK(rig.bench.grants.size() == 1);
}

TEST_CASE("a state of a grant is worth nothing in another session, and stays good in its own") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kEditor), other = rig.signed_in(Role::kEditor);
  const std::string state = state_in(rig.browse("POST", kGrant, me, "{}"));
  CHECK(rig.browse("PUT", kGrant, other, returned(state)).status == 409);
  CHECK(rig.bench.grants.empty());
  CHECK(rig.browse("PUT", kGrant, me, returned(state)).status == 200);
}

TEST_CASE("a state of a grant is worth nothing after ten minutes") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kEditor);
  const std::string state = state_in(rig.browse("POST", kGrant, me, "{}"));
  rig.now_ms += PendingGrants::kLifeMs + 1;
  CHECK(rig.browse("PUT", kGrant, me, returned(state)).status == 409);
}

TEST_CASE("a made-up state, or one of another client, completes nothing") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kEditor);
  CHECK(rig.browse("PUT", kGrant, me, returned("made-up.shop")).status == 409);
  CHECK(rig.browse("PUT", kGrant, me, R"({"query":{"code":"x"}})").status == 409);
  CHECK(rig.browse("PUT", kGrant, me, R"({"query":{"code":1}})").status == 400);
  const std::string state = state_in(rig.browse("POST", kGrant, me, "{}"));
  CHECK(rig.browse("PUT", "/api/v1/clients/other/authorization", me, returned(state)).status ==
        409);
  CHECK(rig.bench.grants.empty());
}

TEST_CASE("only an editor may grant") {
  DashboardRig rig;
  const Headers operator_ = rig.signed_in(Role::kOperator);
  CHECK(rig.browse("POST", kGrant, operator_, "{}").status == 403);
  CHECK(rig.browse("PUT", kGrant, operator_, returned("x")).status == 403);
}

TEST_CASE("a grant is in the audit log with its client, without code and state") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kEditor);
  const std::string state = state_in(rig.browse("POST", kGrant, me, "{}"));
  CHECK(rig.browse("PUT", kGrant, me, returned(state)).status == 200);
  const auto audit = rig.browse("GET", "/api/v1/audit", rig.signed_in(Role::kAdmin));
  CHECK(contains(audit, R"("route":"/api/v1/clients/{name}/authorization")"));
  CHECK(contains(audit, R"("object":"shop")"));
  CHECK_FALSE(contains(audit, "the-secret-code"));
  CHECK_FALSE(contains(audit, state));
}

TEST_CASE("at the Unix socket the asker names where it listens, on this machine") {
  ApiRig rig;
  const auto begin = [&](const std::string& redirect) {
    return rig.ask("POST", kGrant, {}, R"({"redirect":")" + redirect + "\"}");
  };
  const auto begun = begin("http://127.0.0.1:9000/callback");
  CHECK(begun.status == 200);
  CHECK(rig.ask("PUT", kGrant, {}, returned(state_in(begun))).status == 200);
  for (const char* elsewhere : {"https://evil.example/", "http://127.0.0.1.evil.example/", ""})
    CHECK(begin(elsewhere).status == 400);
}

TEST_CASE("a browser's grant does not come back to an address that it names") {
  DashboardRig rig;
  CHECK(rig.browse("POST", kGrant, rig.signed_in(Role::kEditor),
                   R"({"redirect":"http://127.0.0.1:9000/callback"})")
            .status == 400);
}

TEST_CASE("a client that has nothing to be granted says so, and leaves no state behind") {
  DashboardRig rig;
  rig.bench.failure = {SLUICE_E_UNSUPPORTED, "client shop has nothing to authorize"};
  CHECK(rig.browse("POST", kGrant, rig.signed_in(Role::kEditor), "{}").status == 404);
}
