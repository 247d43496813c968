// What the dashboard's address serves besides the API.
#include "app/api/status_page.hpp"
#include "dashboard_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::FakeRequest;
using sluice::app::test::header_of;
using sluice::app::test::Headers;

namespace {

bool shows(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("each path of a page gets the one page; files are sent as they are packed") {
  DashboardRig rig;
  for (const char* path : {"/", "/pipelines/nightly", "/tasks", "/configuration/shop.yaml",
                           "/plugins/file.publisher"}) {
    const auto page = rig.browse("GET", path);
    CHECK(page.status == 200);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(header_of(page, "Cache-Control") == "no-store");
  }
  const auto file = rig.browse("GET", "/assets/main-AB12CD34.js");
  CHECK(file.body == "packed");
  CHECK(header_of(file, "Content-Encoding") == "gzip");
  CHECK(header_of(file, "Cache-Control").find("immutable") != std::string::npos);
  CHECK(rig.browse("GET", "/assets/other.js").status == 404);
  CHECK(rig.browse("GET", "/assets/../index.html").status == 404);
  CHECK(rig.browse("GET", "/assets/%2e%2e/index.html").status == 404);
  CHECK(rig.browse("POST", "/").status == 405);
}

TEST_CASE("everything has the headers that keep foreign code and frames out") {
  DashboardRig rig;
  for (const char* path : {"/", "/assets/main-AB12CD34.js", "/api/v1/status", "/nothing.js",
                           "/start?token=x", "/status"}) {
    const auto answer = rig.browse("GET", path);
    const std::string policy = header_of(answer, "Content-Security-Policy");
    CHECK_MESSAGE(policy.find("default-src 'none'; script-src 'self'") == 0, path);
    CHECK(policy.find("unsafe") == policy.npos);
    CHECK(header_of(answer, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(answer, "Referrer-Policy") == "no-referrer");
  }
}

TEST_CASE("without JavaScript there is a status page, for who is signed in") {
  DashboardRig rig;
  rig.publish({ApiRig::pipeline("nightly")});
  const Headers in = rig.signed_in(Role::kViewer);
  CHECK(shows(rig.browse("GET", "/status", in), "nightly"));
  CHECK(shows(rig.browse("GET", "/", in), "<noscript><h1>shop</h1>"));
  const auto unknown = rig.browse("GET", "/status");
  CHECK(unknown.status == 401);
  CHECK_FALSE(shows(unknown, "nightly"));
  CHECK_FALSE(shows(rig.browse("GET", "/"), "nightly"));
}

TEST_CASE("the status page has a style sheet, which anybody may have") {
  DashboardRig rig;
  CHECK(shows(rig.browse("GET", "/status"), "href=\"/status.css\""));
  const auto css = rig.browse("GET", "/status.css");
  CHECK(css.status == 200);
  CHECK(css.content_type == "text/css; charset=utf-8");
  CHECK(shows(css, "max-width: 700px"));
}

TEST_CASE("a text in the status page is never markup") {
  DashboardRig rig;
  PipelineView hostile = ApiRig::pipeline("<script>alert(1)</script>");
  hostile.when = "\" onload=\"x";
  store::LoggedRun run;
  run.outcome = store::RunOutcome::kFailed;
  run.message = "<img src=x onerror=alert(1)>";
  hostile.last = run;
  rig.publish({hostile});
  const auto page = rig.browse("GET", "/status", rig.signed_in(Role::kViewer));
  CHECK_FALSE(shows(page, "<script"));
  CHECK_FALSE(shows(page, "<img"));
  CHECK(shows(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(shows(page, "&quot; onload=&quot;x"));
}

TEST_CASE("without built files the status page takes their place") {
  DashboardRig rig;
  Site bare(rig.browsed, rig.control, {});
  const FakeRequest request("GET", "/", {{"Host", "localhost"}});
  CHECK(header_of(bare.respond(request, ""), "Location") == "/status");
}
