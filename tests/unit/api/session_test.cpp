// Who gets into the dashboard, and what its roles may do.
#include "dashboard_rig.hpp"
#include "platform/whole_file.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::FakeRequest;
using sluice::app::test::has_text;
using sluice::app::test::header_of;
using sluice::app::test::Headers;
using sluice::app::test::kRunPath;
using sluice::app::test::plus;
using sluice::app::test::without;

namespace {

// A path that a route takes.
std::string example_of(const Route& route) {
  std::string out(route.path);
  for (size_t at; (at = out.find('{')) != out.npos;) out.replace(at, out.find('}') - at + 1, "1");
  return out;
}

}  // namespace

TEST_CASE("a start link signs one browser in, once") {
  DashboardRig rig;
  const std::string token = rig.sessions.allow_start({"start link", Role::kAdmin, true});
  const auto first = rig.browse("GET", "/start?token=" + token);
  CHECK(first.status == 303);
  CHECK(header_of(first, "Location") == "/");
  const std::string cookie = header_of(first, "Set-Cookie");
  CHECK(cookie.find("; HttpOnly; SameSite=Strict") != cookie.npos);
  CHECK(cookie.find("Max-Age=") != cookie.npos);
  const Headers headers = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
  CHECK(rig.browse("GET", "/api/v1/session", headers).status == 200);
  const auto again = rig.browse("GET", "/start?token=" + token);
  CHECK(again.status == 401);
  CHECK(header_of(again, "Set-Cookie").empty());
}

TEST_CASE("a start link is not used up by what only looks at it") {
  DashboardRig rig;
  const std::string link =
      "/start?token=" + rig.sessions.allow_start({"start link", Role::kAdmin, true});
  for (const char* method : {"HEAD", "OPTIONS", "POST"}) {
    const auto looked = rig.browse(method, link);
    CHECK(looked.status == 405);
    CHECK(header_of(looked, "Allow") == "GET");
    CHECK(header_of(looked, "Set-Cookie").empty());
  }
  CHECK(rig.browse("GET", link).status == 303);
}

TEST_CASE("a start link is worth nothing after an hour") {
  DashboardRig rig;
  const std::string token = rig.sessions.allow_start({"start link", Role::kAdmin, true});
  rig.now_ms += Sessions::kStartMs + 1;
  CHECK(rig.browse("GET", "/start?token=" + token).status == 401);
}

TEST_CASE("an access token is changed for a session, which can be ended") {
  DashboardRig rig;
  const auto token = rig.tokens.add("anna", Role::kOperator, true);
  REQUIRE(token);
  const auto in =
      rig.browse("POST", "/api/v1/session", {{"X-Sluice", "1"}}, "{\"token\":\"" + *token + "\"}");
  CHECK(in.status == 200);
  CHECK(has_text(in, R"("name":"anna","role":"operator","payloads":true)"));
  const std::string cookie = header_of(in, "Set-Cookie");
  const Headers headers = {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"X-Sluice", "1"}};
  CHECK(rig.browse("GET", "/api/v1/session", headers).status == 200);
  CHECK(rig.browse("DELETE", "/api/v1/session", headers).status == 204);
  CHECK(rig.browse("GET", "/api/v1/session", headers).status == 401);
}

TEST_CASE("without a token, or with a wrong one, there is no session") {
  DashboardRig rig;
  CHECK(rig.browse("GET", "/api/v1/session").status == 401);
  CHECK(rig.browse("GET", "/api/v1/tasks", {{"Cookie", "sluice_test=made-up"}}).status == 401);
  CHECK(rig.browse("GET", "/api/v1/tasks", {{"Authorization", "Bearer made-up"}}).status == 401);
  const auto wrong =
      rig.browse("POST", "/api/v1/session", {{"X-Sluice", "1"}}, R"({"token":"made-up"})");
  CHECK(wrong.status == 401);
  CHECK(header_of(wrong, "Set-Cookie").empty());
}

TEST_CASE("wrong tokens are slowed down, also a right one among them") {
  DashboardRig rig;
  const auto token = rig.tokens.add("anna", Role::kViewer, false);
  const auto attempt = [&](const std::string& with) {
    return rig.browse("GET", "/api/v1/session", {{"Authorization", "Bearer " + with}}).status;
  };
  for (int i = 0; i <= LoginGuard::kFree; i++) CHECK(attempt("made-up") == 401);
  CHECK(attempt(*token) == 429);
  rig.now_ms += LoginGuard::kLongestMs;
  CHECK(attempt(*token) == 200);
  CHECK(attempt("made-up") == 401);
}

TEST_CASE("behind the proxy wrong tokens slow down who sent them, and nobody else") {
  DashboardRig rig;
  const auto token = rig.tokens.add("anna", Role::kViewer, false);
  const auto attempt = [&](const std::string& peer, const std::string& hops,
                           const std::string& with) {
    return rig
        .browse("GET", "/api/v1/session",
                {{":from", peer}, {"X-Forwarded-For", hops}, {"Authorization", "Bearer " + with}})
        .status;
  };
  const auto slow_down = [&](const std::string& peer, const std::string& hops) {
    for (int i = 0; i <= LoginGuard::kFree; i++) CHECK(attempt(peer, hops, "made-up") == 401);
  };
  slow_down("10.0.0.5", "203.0.113.7");
  CHECK(attempt("10.0.0.5", "203.0.113.7", *token) == 429);
  CHECK(attempt("10.0.0.5", "203.0.113.8", *token) == 200);
  // A second proxy of ours, and what the stranger wrote in front.
  CHECK(attempt("10.0.0.5", "198.51.100.1, 203.0.113.7, 10.0.0.6", *token) == 429);
  CHECK(attempt("::ffff:10.0.0.5", "203.0.113.7:4711", *token) == 429);
  CHECK(attempt("10.0.0.5", "203.0.113.7, unknown", *token) == 200);
  // Nobody else than the proxy is believed.
  slow_down("203.0.113.9", "192.0.2.1");
  CHECK(attempt("203.0.113.9", "192.0.2.2", *token) == 429);
  CHECK(attempt("10.0.0.5", "192.0.2.1", *token) == 200);
}

TEST_CASE("a body of somebody unknown is small, and says how long it is") {
  DashboardRig rig;
  const Headers headers = {{"X-Sluice", "1"}, {"Content-Length", "100000"}};
  CHECK(rig.browse("POST", "/api/v1/session", headers).status == 413);
  CHECK(rig.browse("POST", "/api/v1/session", {{"X-Sluice", "1"}}).status == 413);
}

TEST_CASE("a session ends after a while without a request, and after its life") {
  DashboardRig rig;
  const Headers headers = rig.signed_in(Role::kViewer);
  for (int64_t passed = 0; passed + Sessions::kIdleMs < Sessions::kLifeMs;
       passed += Sessions::kIdleMs) {
    CHECK(rig.browse("GET", "/api/v1/session", headers).status == 200);
    rig.now_ms += Sessions::kIdleMs;
  }
  CHECK(rig.browse("GET", "/api/v1/session", headers).status == 200);
  rig.now_ms += Sessions::kIdleMs;
  CHECK(rig.browse("GET", "/api/v1/session", headers).status == 401);
  const Headers idle = rig.signed_in(Role::kViewer);
  rig.now_ms += Sessions::kIdleMs + 1;
  CHECK(rig.browse("GET", "/api/v1/session", idle).status == 401);
}

TEST_CASE("there are at most so many sessions: one more ends the one that was idle longest") {
  DashboardRig rig;
  const Headers first = rig.signed_in(Role::kViewer);
  for (size_t i = 0; i < Sessions::kMost; i++) {
    rig.now_ms++;
    rig.sessions.open({"x", Role::kViewer, false});
  }
  CHECK(rig.sessions.size() == Sessions::kMost);
  CHECK(rig.browse("GET", "/api/v1/session", first).status == 401);
}

TEST_CASE("each route wants the role that the table says, and refuses those below it by its name") {
  DashboardRig rig;
  for (const Route& route : routes()) {
    if (route.open || route.local) continue;
    for (int role = 0; role < static_cast<int>(route.needs); role++) {
      const auto no = rig.browse(std::string(route.method), example_of(route),
                                 rig.signed_in(static_cast<Role>(role)));
      CHECK_MESSAGE(no.status == 403, route.method, " ", route.path, " as ", role);
      CHECK(has_text(no, std::string(role_name(route.needs))));
    }
    const FakeRequest needed(std::string(route.method), example_of(route),
                             plus(rig.signed_in(route.needs), "Host", "127.0.0.1"));
    CHECK_FALSE_MESSAGE(rig.site.admit(needed), route.method, " ", route.path);
  }
}

TEST_CASE("what changes something needs more than a viewer") {
  for (const Route& route : routes()) {
    const bool own_session = route.path == "/api/v1/session";
    // They only look at texts that they are given.
    if (!is_safe(route.method) && !own_session)
      CHECK_MESSAGE(route.needs >= Role::kDataViewer, route.method, " ", route.path);
  }
}

TEST_CASE("a change by a cookie needs the header that no other site can send") {
  DashboardRig rig;
  const Headers in = rig.signed_in(Role::kAdmin);
  CHECK(rig.browse("POST", kRunPath, without(in, "X-Sluice")).status == 403);
  CHECK(rig.browse("POST", kRunPath, plus(in, "Origin", "https://evil.example")).status == 403);
  CHECK(rig.browse("POST", kRunPath, plus(in, "Origin", "null")).status == 403);
  CHECK(rig.browse("POST", kRunPath, plus(in, "Sec-Fetch-Site", "cross-site")).status == 403);
  CHECK(rig.browse("POST", kRunPath, plus(in, "Sec-Fetch-Site", "same-site")).status == 403);
  CHECK(rig.browse("POST", kRunPath, plus(in, "Content-Type", "text/plain")).status == 415);
}

TEST_CASE("a name that leads here by somebody else's DNS is refused, for pages too") {
  DashboardRig rig;
  const Headers in = plus(rig.signed_in(Role::kAdmin), "Host", "rebound.evil.example:8711");
  CHECK(rig.browse("GET", "/api/v1/status", in).status == 403);
  CHECK(rig.browse("GET", "/", in).status == 403);
  const std::string token = rig.sessions.allow_start({"start link", Role::kAdmin, true});
  CHECK(rig.browse("GET", "/start?token=" + token, in).status == 403);
}

TEST_CASE("there are sessions at the dashboard's address only") {
  ApiRig rig;
  CHECK(rig.get("/api/v1/session").status == 404);
  CHECK(rig.ask("POST", "/api/v1/session", {{"Content-Length", "2"}}, "{}").status == 404);
}

TEST_CASE("access tokens are listed without themselves, and a removed one is worth nothing") {
  ApiRig rig;
  const auto made =
      rig.ask("POST", "/api/v1/access/tokens", {}, R"({"name":"anna","role":"editor"})");
  CHECK(made.status == 201);
  const size_t at = made.body.find("\"token\":\"") + 9;
  const std::string token = made.body.substr(at, made.body.find('"', at) - at);
  CHECK(rig.tokens.find(token)->role == Role::kEditor);
  const auto list = rig.get("/api/v1/access/tokens");
  CHECK(has_text(list, R"("name":"anna","role":"editor","payloads":true)"));
  CHECK_FALSE(has_text(list, token));
  CHECK_FALSE(has_text(list, "hash"));
  CHECK(rig.ask("POST", "/api/v1/access/tokens", {}, R"({"name":"anna","role":"admin"})").status ==
        409);
  CHECK(rig.ask("POST", "/api/v1/access/tokens", {}, R"({"name":"b","role":"root"})").status ==
        400);
  CHECK(rig.ask("DELETE", "/api/v1/access/tokens/anna").status == 204);
  CHECK_FALSE(rig.tokens.find(token));
  CHECK(rig.ask("DELETE", "/api/v1/access/tokens/anna").status == 404);
}

TEST_CASE("access tokens outlive the server as hashes, and another process's change is taken") {
  ApiRig rig;
  const auto token = rig.tokens.add("anna", Role::kViewer, false);
  AccessTokens again(rig.folder / "access_tokens.json", [] { return 1; });
  REQUIRE(again.load().ok());
  CHECK(again.find(*token)->name == "anna");
  CHECK(platform::read_whole(rig.folder / "access_tokens.json")->find(*token) == std::string::npos);
  REQUIRE(*again.remove("anna"));
  CHECK_FALSE(rig.tokens.find(*token));
}

TEST_CASE("a session ends with the token that opened it, or with its role") {
  DashboardRig rig;
  REQUIRE(rig.tokens.add("anna", Role::kEditor, true));
  const auto in = [&] {
    const auto opened = rig.sessions.open({"anna", Role::kEditor, true});
    return Headers{{"Cookie", "sluice_test=" + opened.id}};
  };
  const Headers first = in();
  CHECK(rig.browse("GET", "/api/v1/session", first).status == 200);
  REQUIRE(*rig.tokens.remove("anna"));
  CHECK(rig.browse("GET", "/api/v1/session", first).status == 401);
  REQUIRE(rig.tokens.add("anna", Role::kEditor, true));
  const Headers second = in();
  REQUIRE(*rig.tokens.remove("anna"));
  REQUIRE(rig.tokens.add("anna", Role::kViewer, false));
  CHECK(rig.browse("GET", "/api/v1/session", second).status == 401);
}

TEST_CASE("a broken file of access tokens is said, and gives nobody access") {
  ApiRig rig;
  REQUIRE(platform::write_whole(rig.folder / "access_tokens.json", "[{\"name\":\"x\"}]").ok());
  CHECK(rig.tokens.load().code() == SLUICE_E_DATA);
  CHECK(rig.tokens.list().empty());
}

TEST_CASE("the streams of a session end with it, at once, and those of others go on") {
  DashboardRig rig;
  const Headers me = rig.signed_in(Role::kViewer), other = rig.signed_in(Role::kViewer);
  const auto mine = rig.browse("GET", "/api/v1/log", me);
  const auto theirs = rig.browse("GET", "/api/v1/log", other);
  REQUIRE(mine.stream);
  REQUIRE(theirs.stream);
  CHECK(rig.browse("DELETE", "/api/v1/session", me).status == 204);
  CHECK(mine.stream->ended());
  CHECK_FALSE(theirs.stream->ended());
}

TEST_CASE("the streams of a token that was taken away end, whoever took it away") {
  DashboardRig rig;
  const auto token = rig.tokens.add("anna", Role::kViewer, false);
  REQUIRE(token);
  const auto stream = rig.browse("GET", "/api/v1/log", {{"Authorization", "Bearer " + *token}});
  REQUIRE(stream.stream);
  rig.log.end_refused();
  CHECK_FALSE(stream.stream->ended());
  REQUIRE(rig.tokens.remove("anna"));
  rig.log.end_refused();
  CHECK(stream.stream->ended());
}

TEST_CASE("a stream alone does not keep a session alive, and ends with it") {
  DashboardRig rig;
  const auto stream = rig.browse("GET", "/api/v1/log", rig.signed_in(Role::kViewer));
  REQUIRE(stream.stream);
  rig.now_ms += Sessions::kIdleMs;
  rig.log.end_refused();
  CHECK_FALSE(stream.stream->ended());
  rig.now_ms += 1;
  rig.log.end_refused();
  CHECK(stream.stream->ended());
}
