// http.subscriber: each run asks for what has changed since the last one.
#include <doctest/doctest.h>

#include "source_rig.hpp"

using namespace http_plugin::test;

namespace {

const std::string kChanges = R"("path":"/items","items":"d","incremental":)";

// Rows of one member each: {"t":"2026-11-01"}.
std::string times(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& time : all)
    out.append(out.empty() ? "" : ",").append("{\"t\":" + time + "}");
  return response(200, "{\"d\":[" + out + "]}");
}

// What a second walk asks for after a first one that met these.
std::string asked_after(const std::vector<std::string>& met, const std::string& increment,
                        const std::string& more = {}) {
  ScriptedServer server(always(times(met)));
  SourceRig rig(server);
  const std::string config = kChanges + increment + more;
  const auto first = rig.given(config).walk();
  CHECK_MESSAGE(first.status.code() == SLUICE_END, first.status.message());
  rig.given(config, "{}", first.cursor).walk();
  return asked_for(server).back();
}

}  // namespace

TEST_CASE("http.subscriber: a run asks for what is behind the highest that the last one met") {
  CHECK(asked_after({"\"2026-11-02T08:00:00Z\"", "\"2026-11-03T10:00:00+02:00\"", "null"},
                    R"({"by":"t","param":"since"})") ==
        "/items?since=2026-11-03T10%3A00%3A00%2B02%3A00");
  CHECK(asked_after({"7", "12", "9"}, R"({"by":"t","param":"v"})") == "/items?v=12");
  CHECK(asked_after({"\"7\"", "\"12\""}, R"({"by":"t","param":"v"})") == "/items?v=12");
}

TEST_CASE("http.subscriber: lookback asks for what is before it, in the form of the rows") {
  const std::string by = R"({"by":"t","param":"s","lookback":"5m"})";
  CHECK(asked_after({"\"2026-11-03T10:00:00+02:00\""}, by) == "/items?s=2026-11-03T07%3A55%3A00Z");
  CHECK(asked_after({"\"2026-11-03 10:00:00\""}, by) == "/items?s=2026-11-03%2009%3A55%3A00");
  CHECK(asked_after({"\"2026-11-03T10:00:00.5+0000\""}, by) ==
        "/items?s=2026-11-03T09%3A55%3A00.5Z");
  CHECK(asked_after({"\"2026-11-03\""}, by) == "/items?s=2026-11-02");
  CHECK(asked_after({"100"}, R"({"by":"t","param":"s","lookback":30})") == "/items?s=70");
}

TEST_CASE("http.subscriber: a row of the future does not hide what comes before it") {
  CHECK(asked_after({"\"2099-01-01T00:00:00Z\""}, R"({"by":"t","param":"s"})") ==
        "/items?s=2027-01-15T08%3A00%3A00Z");
}

TEST_CASE("http.subscriber: what a run starts with can be said, and laid into a text") {
  ScriptedServer server(always(times({"3"})));
  SourceRig rig(server);
  const std::string config =
      kChanges + R"({"by":"t","param":"$filter","value":"t gt {{since}}"},"since":2)";
  const auto first = rig.given(config).walk();
  rig.given(config, "{}", first.cursor).walk();
  CHECK(asked_for(server) == Lines{"/items?%24filter=t%20gt%202", "/items?%24filter=t%20gt%203"});
}

TEST_CASE("http.subscriber: the start can be a member of the payload") {
  ScriptedServer server(always(times({"3"})));
  SourceRig rig(server);
  const std::string config =
      R"("method":"POST",)" + kChanges + R"({"by":"t","param":"filter.0.gte","in":"body"})";
  const std::string request = R"({"payload":{"filter":[{"field":"t"}]}})";
  const auto first = rig.given(config, request).walk();
  rig.given(config, request, first.cursor).walk();
  CHECK(body_of(server.seen()[0].text) == R"({"filter":[{"field":"t"}]})");
  CHECK(body_of(server.seen()[1].text) == R"({"filter":[{"field":"t","gte":3}]})");
}

TEST_CASE("http.subscriber: what is put into the payload stays a number or a text") {
  const auto sent_after = [](const std::string& met, const std::string& increment,
                             const std::string& more = {}, const std::string& cursor = {}) {
    ScriptedServer server(always(times({met})));
    SourceRig rig(server);
    const std::string config = R"("method":"POST",)" + kChanges +
                               R"({"by":"t","param":"s","in":"body")" + increment + "}" + more;
    const auto first = rig.given(config, "{}", cursor).walk();
    CHECK_MESSAGE(first.status.code() == SLUICE_END, first.status.message());
    rig.given(config, "{}", first.cursor).walk();
    return Lines{body_of(server.seen()[0].text), body_of(server.seen()[1].text)};
  };
  CHECK(sent_after("3", "")[1] == R"({"s":3})");
  CHECK(sent_after("\"3\"", "")[1] == R"({"s":"3"})");
  CHECK(sent_after("12345678901234567890", "")[1] == R"({"s":12345678901234567890})");
  CHECK(sent_after("100", R"(,"lookback":30)")[1] == R"({"s":70})");
  CHECK(sent_after("3", R"(,"value":"{{since}}")")[1] == R"({"s":"3"})");
  CHECK(sent_after("3", R"(,"value":"{{to_number(since)}}")")[1] == R"({"s":3})");
  CHECK(sent_after("3", "", R"(,"since":2)")[0] == R"({"s":2})");
  CHECK(sent_after("3", "", R"(,"since":"2")")[0] == R"({"s":"2"})");
  // An older version kept all as text.
  CHECK(sent_after("3", "", "", R"({"since":{"":["3"]}})") == Lines{R"({"s":"3"})", R"({"s":3})"});
}

TEST_CASE("http.subscriber: a run that meets nothing keeps what the last one met") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{has(request, "since=") ? times({}) : times({"5"})};
  });
  SourceRig rig(server);
  const std::string config = kChanges + R"({"by":"t","param":"since"})";
  auto cursor = rig.given(config).walk().cursor;
  for (int i = 0; i < 2; i++) cursor = rig.given(config, "{}", cursor).walk().cursor;
  CHECK(asked_for(server) == Lines{"/items", "/items?since=5", "/items?since=5"});
}

TEST_CASE("http.subscriber: a cursor of the response is kept for the next run") {
  ScriptedServer server([](const std::string& request, size_t) {
    const std::string at = param(request, "token", "a");
    return Reply{response(200, "{\"d\":[],\"more\":" + std::string(at == "a" ? "true" : "false") +
                                   ",\"sync\":\"" + at + "a\"}")};
  });
  SourceRig rig(server);
  const std::string config = kChanges + R"({"cursor":"sync","param":"token"},
                    "pagination":{"kind":"cursor","param":"token","next":"sync","more":"more"})";
  const auto first = rig.given(config).walk();
  CHECK(first.cursor == R"({"since":{"":["aaa"]}})");
  rig.given(config, "{}", first.cursor).walk();
  CHECK(asked_for(server) == Lines{"/items", "/items?token=aa", "/items?token=aaa"});
}

TEST_CASE("http.subscriber: a walk says so if no response has the cursor") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "token=")) return Reply{response(200, R"({"d":[{"n":2}]})")};
    return Reply{response(200, R"({"d":[{"n":1}],"sync_token":"a"})")};
  });
  SourceRig rig(server);
  const std::string start = kChanges + R"({"param":"token","cursor":)";
  CHECK(rig.given(start + R"("sync_tokn"})").walk().cursor.empty());
  CHECK(has(rig.log_text, "incremental.cursor: no response of the walk has \"sync_tokn\""));
  rig.log_text.clear();
  const auto first = rig.given(start + R"("sync_token"})").walk();
  rig.given(start + R"("sync_token"})", "{}", first.cursor).walk();
  CHECK(rig.log_text.empty());
}

TEST_CASE("http.subscriber: what a walk met counts only when it is over") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long page = number_param(request, "page", 1);
    return Reply{page > 2 ? times({}) : times({page == 1 ? "9" : "4"})};
  });
  SourceRig rig(server);
  const std::string config = kChanges + R"({"by":"t","param":"s"},
                             "pagination":{"kind":"page","param":"page"})";
  const auto cut = rig.given(config).poll();
  CHECK(cut.cursor.empty());  // it starts over, and says so
  const auto all = rig.given(config, "{}", cut.cursor).walk();
  CHECK(all.records.size() == 2);
  CHECK(all.cursor == R"({"since":{"":[9]}})");
  CHECK(asked_for(server)[2] == "/items?page=1");
  CHECK(rig.given(config, "{}", all.cursor).poll().cursor == all.cursor);
}

TEST_CASE("http.subscriber: a brake that ends a walk does not hide what was not read") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{times({param(request, "s") == "1" ? "7" : "1"})};
  });
  SourceRig rig(server);
  const std::string config = kChanges + R"({"by":"t","param":"s"},"max_pages":1,
                             "pagination":{"kind":"page","param":"page"})";
  const auto cut = rig.given(config, "{}", R"({"since":{"":["1"]}})").walk();
  CHECK(cut.status.code() == SLUICE_END);
  CHECK(cut.cursor == R"({"since":{"":["1"]}})");
}

TEST_CASE("http.subscriber: full reads everything, and is resumed as such") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "cursor=B")) return Reply{response(200, R"({"d":[{"t":8}]})")};
    return Reply{response(200, R"({"d":[{"t":3}],"next":"B"})")};
  });
  SourceRig rig(server);
  const std::string config = kChanges + R"({"by":"t","param":"s"},"full":true,
                             "pagination":{"kind":"cursor","next":"next"})";
  const auto half = rig.given(config, "{}", R"({"since":{"":["5"]}})").poll();
  CHECK(asked_for(server).front() == "/items");
  const auto rest = rig.given(config, "{}", half.cursor).walk();
  CHECK(rest.records.size() == 1);
  CHECK(rest.cursor == R"({"since":{"":[8]}})");
}

TEST_CASE("http.subscriber: rows that cannot be ordered stop the walk with what is wrong") {
  const auto message = [](const std::vector<std::string>& met, const std::string& increment) {
    ScriptedServer server(always(times(met)));
    SourceRig rig(server);
    const auto all = rig.given(kChanges + increment).walk();
    CHECK(all.status.code() == SLUICE_E_DATA);
    return all.status.message();
  };
  const std::string by = R"({"by":"t","param":"s"})";
  CHECK(
      has(message({"\"soon\""}, by), "incremental.by: t \"soon\" is neither a number nor a time"));
  CHECK(has(message({"1", "\"2026-11-01\""}, by), "one is a time, one a number"));
  CHECK(
      has(message({"1"}, R"({"by":"changed","param":"s"})"), "no row of the page has \"changed\""));
}

TEST_CASE("http.subscriber: a lookback of another kind is refused") {
  ScriptedServer server(always(times({"5"})));
  SourceRig rig(server);
  const std::string config = kChanges + R"({"by":"t","param":"s","lookback":"5m"})";
  const auto first = rig.given(config).walk();
  const auto second = rig.given(config, "{}", first.cursor).walk();
  CHECK(second.status.code() == SLUICE_E_INVALID);
  CHECK_MESSAGE(has(second.status.message(), "/incremental/lookback"), second.status.message());
}

TEST_CASE("http.subscriber: a lookback before the first date that can be written is refused") {
  ScriptedServer server(always(times({"\"0000-01-01T00:00:00Z\""})));
  SourceRig rig(server);
  const std::string config = kChanges + R"({"by":"t","param":"s","lookback":"5m"})";
  const auto first = rig.given(config).walk();
  const auto second = rig.given(config, "{}", first.cursor).walk();
  CHECK_MESSAGE(has(second.status.message(), "there is no date 300 seconds before"),
                second.status.message());
}

TEST_CASE("http.subscriber: a cursor belongs to a request and to what is incremental") {
  ScriptedServer server(always(times({})));
  SourceRig rig(server);
  const auto identity = [&](const std::string& config, const std::string& request) {
    return rig.given(config, request).identity;
  };
  const std::string page = R"(,"pagination":{"kind":"page","size_param":"limit","size":)";
  const std::string by = R"({"by":"t","param":"s"})";
  const std::string query = R"({"query":{"a":1,"limit":5}})";
  CHECK(identity(kChanges + by + page + "5}", query) ==
        identity(kChanges + by + page + "9}", R"({"query":{"limit":7,"a":"1"}})"));
  CHECK(identity(kChanges + by, query) != identity(kChanges + by, R"({"query":{"a":2}})"));
  CHECK(identity(kChanges + by, "{}") != identity(kChanges + R"({"by":"u","param":"s"})", "{}"));
}
