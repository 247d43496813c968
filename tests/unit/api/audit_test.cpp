// What the audit log has, and what it does not.
#include "dashboard_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::has_text;
using sluice::app::test::Headers;
using sluice::app::test::kRunPath;
using sluice::app::test::plus;

TEST_CASE("the audit log says who sent a request through the proxy") {
  DashboardRig rig;
  const Headers headers = plus(plus(rig.signed_in(Role::kAdmin), ":from", "10.0.0.5"),
                               "X-Forwarded-For", "2001:db8::7");
  CHECK(rig.browse("DELETE", "/api/v1/session", headers).status == 204);
  const auto log = rig.audit.list(0, 10);
  REQUIRE(!log.empty());
  CHECK(log.front().from == "2001:db8::7");
}

TEST_CASE("the audit log has changes and refusals with who, from where and what became of it") {
  DashboardRig rig;
  rig.browse("POST", "/api/v1/access/tokens", rig.signed_in(Role::kAdmin),
             R"({"name":"anna","role":"viewer"})");
  rig.browse("DELETE", "/api/v1/access/tokens/anna", rig.signed_in(Role::kViewer));
  const auto list = rig.browse("GET", "/api/v1/audit?limit=1", rig.signed_in(Role::kAdmin));
  CHECK(has_text(list, R"("who":"a viewer","role":"viewer","from":"","method":"DELETE",)"
                       R"("route":"/api/v1/access/tokens/{name}","object":"anna","result":403)"));
  CHECK(has_text(list, R"("next":"c2")"));
  const auto rest = rig.browse("GET", "/api/v1/audit?cursor=c2", rig.signed_in(Role::kAdmin));
  CHECK(has_text(rest, R"("route":"/api/v1/access/tokens","object":"","result":201)"));
}

TEST_CASE(
    "what an editor asks at each pause of typing does not push changes out of the audit log") {
  DashboardRig rig;
  const auto editor = rig.signed_in(Role::kEditor);
  rig.browse("POST", "/api/v1/members", editor, R"({"pipeline":"p"})");
  rig.browse("POST", "/api/v1/preview", editor, R"({"pipeline":"p","input":{"records":"{}"}})");
  rig.browse("POST", "/api/v1/eval", editor, R"({"expression":"a"})");
  CHECK(rig.audit.list(0, 10).empty());
  rig.browse("POST", "/api/v1/incoming/i/page", editor);
  CHECK(rig.audit.list(0, 10).size() == 1);
  rig.browse("POST", "/api/v1/preview", editor, R"({"pipeline":"p","input":{"fetch":true}})");
  CHECK(rig.audit.list(0, 10).size() == 2);
}

TEST_CASE("many refusals are counted, and do not push the changes out of the audit log") {
  DashboardRig rig;
  for (int i = 0; i < 200; i++) rig.browse("POST", kRunPath, rig.signed_in(Role::kViewer));
  CHECK(rig.audit.list(0, 1000).size() == static_cast<size_t>(AuditLog::kRefusalsAMinute));
  rig.now_ms += 60'000;
  rig.browse("POST", kRunPath, rig.signed_in(Role::kViewer));
  CHECK(rig.audit.list(0, 1).front().more == 200 - AuditLog::kRefusalsAMinute);
}

TEST_CASE("the audit log outlives the server, and has texts of one line only") {
  ApiRig rig;
  AuditEntry entry;
  entry.who = "anna\n{\"id\":9}";
  entry.object = std::string(2 * AuditLog::kLongest, 'x');
  rig.audit.add(entry);
  const AuditLog again(rig.folder / "audit.ndjson", [] { return 1; });
  REQUIRE(again.list(0, 10).size() == 1);
  CHECK(again.list(0, 10).front().who == "anna?{\"id\":9}");
  CHECK(again.list(0, 10).front().object.size() == AuditLog::kLongest);
}
