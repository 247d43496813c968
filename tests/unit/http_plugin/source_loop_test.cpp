// http.subscriber: loops over a list of the configuration, and over the records of another list.
#include <doctest/doctest.h>

#include "source_rig.hpp"

using namespace http_plugin::test;

namespace {

// Orders 1 to 4 on two pages, each with as many lines as its number modulo 3 says.
Reply orders(const std::string& request) {
  const std::string target = target_of(request);
  if (target.rfind("/orders/", 0) == 0) {
    const long order = std::stol(target.substr(8));
    return {response(200, "[" + numbered_rows(order * 10, order * 10 + order % 3) + "]")};
  }
  const bool second = has(request, "cursor=B");
  return {response(200, second ? R"({"d":[{"id":3},{"id":4}],"next":null})"
                               : R"({"d":[{"id":1},{"id":2}],"next":"B"})")};
}

ScriptedServer::Script order_server() {
  return [](const std::string& request, size_t) { return orders(request); };
}

const std::string kOrderLines = R"("path":"/orders/{id}/lines","items":"",
  "for_each":{"path":"/orders","items":"d","pagination":{"kind":"cursor","next":"next"}})";

const Lines kAllOrderLines = {R"({"n":10})", R"({"n":20})", R"({"n":21})", R"({"n":40})"};

}  // namespace

TEST_CASE("http.subscriber: a list is read for each object of a list") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long outlet = std::stol(target_of(request).substr(9));
    return Reply{response(200, "[" + numbered_rows(outlet, outlet + 1) + "]")};
  });
  SourceRig rig(server);
  const auto all = rig.given(R"("path":"/outlets/{outlet}/stock","items":"",
      "for_each":[{"outlet":1,"kind":["a","b"]},{"outlet":2}],
      "query":{"kind":"kind","fixed":5},"as":"of")",
                             R"({"query":{"x":"y"}})")
                       .walk();
  CHECK(all.records ==
        Lines{R"({"n":1,"of":{"outlet":1,"kind":["a","b"]}})", R"({"n":2,"of":{"outlet":2}})"});
  CHECK(asked_for(server) ==
        Lines{"/outlets/1/stock?x=y&kind=a&kind=b&fixed=5", "/outlets/2/stock?x=y&fixed=5"});
}

TEST_CASE("http.subscriber: what a list is read for replaces a member of its name") {
  const auto rows = [](const std::string& body, const std::string& format) {
    ScriptedServer server(always(response(200, body)));
    SourceRig rig(server);
    const auto all = rig.given(R"("path":"/{o}","for_each":[{"o":1}],"as":"of",)" + format).walk();
    CHECK(all.failed.empty());
    return all.records;
  };
  CHECK(rows(R"([{"of":9,"n":1},{"n":{"of":2}},{"\u006ff":3}])", R"("items":"")") ==
        Lines{R"({"of":{"o":1},"n":1})", R"({"n":{"of":2},"of":{"o":1}})", R"({"of":{"o":1}})"});
  CHECK(rows("of,n\n7,8\n", R"("format":"csv")") == Lines{R"({"of":{"o":1},"n":"8"})"});
  CHECK(rows("{\"of\":1}\n\n", R"("format":"ndjson")") == Lines{R"({"of":{"o":1}})"});
}

TEST_CASE("http.subscriber: each object of a list keeps what it has read") {
  ScriptedServer server([](const std::string& request, size_t) {
    const bool first = has(request, "/a?") || has(request, "/a ");
    return Reply{response(200, first ? "[{\"t\":5}]" : "[{\"t\":70}]")};
  });
  SourceRig rig(server);
  const auto config = [](const std::string& each) {
    return R"("path":"/{o}","items":"","incremental":{"by":"t","param":"s"},"for_each":[)" + each +
           "]";
  };
  const auto one = rig.given(config(R"({"o":"a"},{"o":"b"})")).walk();
  rig.given(config(R"({"o":"c"},{"o":"b"},{"o":"a"})"), "{}", one.cursor).walk();
  CHECK(asked_for(server) == Lines{"/a", "/b", "/c", "/b?s=70", "/a?s=5"});
}

TEST_CASE("http.subscriber: a list is read for each record of another list") {
  ScriptedServer server(order_server());
  SourceRig rig(server);
  const auto all = rig.given(kOrderLines).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == kAllOrderLines);
  CHECK(server.seen().size() == 6);
}

TEST_CASE("http.subscriber: a body can be made of the element") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, has(request, "POST") ? "[{\"n\":1}]" : "[{\"id\":\"x\"}]")};
  });
  SourceRig rig(server);
  CHECK(rig.given(R"("method":"POST","path":"/search","items":"","payload":"{ids: [id]}",
                     "for_each":{"path":"/ids","items":""},"as":"o")")
            .walk()
            .records == Lines{R"({"n":1,"o":{"id":"x"}})"});
  CHECK(body_of(server.seen().back().text) == R"({"ids":["x"]})");
}

TEST_CASE("http.subscriber: wherever a loop is interrupted, no record is lost") {
  ScriptedServer server(order_server());
  for (size_t polls = 1; polls <= 5; polls++) {
    CAPTURE(polls);
    SourceRig rig(server);
    rig.given(kOrderLines);
    Lines read;
    std::string cursor;
    for (size_t i = 0; i < polls; i++) {
      const auto page = rig.poll();
      read.insert(read.end(), page.records.begin(), page.records.end());
      if (!page.cursor.empty() || page.cleared) cursor = page.cursor;
    }
    const auto rest = rig.given(kOrderLines, "{}", cursor).walk();
    read.insert(read.end(), rest.records.begin(), rest.records.end());
    if (!cursor.empty()) CHECK(read == kAllOrderLines);
  }
}

TEST_CASE("http.subscriber: a loop whose records have changed since begins again at their page") {
  std::string orders_now = R"([{"id":1},{"id":2}])";
  ScriptedServer server([&](const std::string& request, size_t) {
    if (!has(request, "/lines")) return Reply{response(200, orders_now)};
    return orders(request);
  });
  SourceRig rig(server);
  const std::string config =
      R"("path":"/orders/{id}/lines","items":"","for_each":{"path":"/orders","items":""})";
  const auto first = rig.given(config).poll();
  orders_now = R"([{"id":4},{"id":2}])";
  CHECK(rig.given(config, "{}", first.cursor).walk().records ==
        Lines{R"({"n":40})", R"({"n":20})", R"({"n":21})"});
}

TEST_CASE("http.subscriber: pages of an element are continued where the place holds") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long order = std::stol(target_of(request).substr(1));
    const bool second = has(request, "cursor=B");
    const long n = order * 10 + (second ? 1 : 0);
    return Reply{response(200, "{\"d\":[" + numbered_rows(n, n + 1) +
                                   "],\"next\":" + (second ? "null" : "\"B\"") + "}")};
  });
  SourceRig rig(server);
  const std::string config = R"("path":"/{o}","items":"d","for_each":[{"o":1},{"o":2}],
                                "pagination":{"kind":"cursor","next":"next"})";
  rig.given(config);
  for (int i = 0; i < 2; i++) rig.poll();
  const auto third = rig.poll();
  CHECK(rig.given(config, "{}", third.cursor).walk().records == Lines{R"({"n":21})"});
}

TEST_CASE("http.subscriber: with a loop over records these are read incrementally") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (!has(request, "/lines")) return Reply{response(200, R"([{"id":1,"t":5},{"id":2,"t":9}])")};
    return orders(request);
  });
  SourceRig rig(server);
  const std::string config = R"("path":"/orders/{id}/lines","items":"",
    "incremental":{"by":"t","param":"since"},"for_each":{"path":"/orders","items":""})";
  const auto all = rig.given(config).walk();
  rig.given(config, "{}", all.cursor).walk();
  CHECK(asked_for(server)[3] == "/orders?since=9");
  CHECK(asked_for(server)[4] == "/orders/1/lines");
}

TEST_CASE("http.subscriber: brakes pause a loop between its pages") {
  ScriptedServer server(order_server());
  SourceRig rig(server);
  Lines read;
  std::string cursor;
  for (int run = 0; run < 10; run++) {
    const auto part = rig.given(kOrderLines + R"(,"max_pages":1)", "{}", cursor).walk();
    read.insert(read.end(), part.records.begin(), part.records.end());
    cursor = part.cursor;
    if (part.status.code() == SLUICE_END) break;
  }
  CHECK(read == kAllOrderLines);
  CHECK(cursor.empty());
}

TEST_CASE(
    "http.subscriber: a list of the configuration of which no element gives a path is wrong") {
  ScriptedServer server(order_server());
  SourceRig rig(server);
  const auto failed = rig.given(R"("path":"/orders/{number}/lines","items":"",
                                   "for_each":[{"id":1}])")
                          .walk();
  CHECK(failed.status.code() == SLUICE_E_DATA);
  CHECK(failed.status.message() ==
        "for_each: no element can be asked for: the element {\"id\":1} is left out: it has nothing "
        "for {number} of the path");
}

TEST_CASE(
    "http.subscriber: an element that gives no path is left out and named, the others are read") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (target_of(request) == "/all")
      return Reply{response(200, R"([{"id":null},{"id":1},{"id":{"x":1}},{"id":".."},{"id":[1,2]},
                                     {"id":""},{"id":2},{"no":3}])")};
    return Reply{response(200, "[{\"n\":" + target_of(request).substr(1) + "}]")};
  });
  SourceRig rig(server);
  const std::string own = R"([{"id":null},{"id":1},{"id":".."},{"id":2},{"id":null,"again":1}])";
  for (const std::string& each : {std::string(R"({"path":"/all","items":""})"), own}) {
    CAPTURE(each);
    rig.log_text.clear();
    const auto all = rig.given(R"("path":"/{id}","items":"","for_each":)" + each).walk();
    CHECK_MESSAGE(all.status.code() == SLUICE_END, all.status.message());
    CHECK(all.records == numbered_records(1, 3));
    CHECK(all.partial);  // what belongs to it is there all the same
    CHECK_MESSAGE(has(rig.log_text,
                      "for_each: the element {\"id\":null} is left out: it has nothing "
                      "for {id} of the path"),
                  rig.log_text);
    CHECK_MESSAGE(has(rig.log_text,
                      "the element {\"id\":\"..\"} is left out: /path_values/id: path "
                      "parameter is a dot segment"),
                  rig.log_text);
  }
}

TEST_CASE("http.subscriber: a page of which no record gives a path is passed over") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "/lines")) return orders(request);
    const bool second = has(request, "cursor=B");
    return Reply{response(200, second ? R"({"d":[{"id":4},{"id":null}],"next":null})"
                                      : R"({"d":[{"id":null},{"x":1}],"next":"B"})")};
  });
  SourceRig rig(server);
  const auto all = rig.given(kOrderLines).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{R"({"n":40})"});
  CHECK(all.cursor.empty());
}

TEST_CASE("http.subscriber: of many elements that are left out the first are named") {
  for (const int count : {20, 100}) {
    CAPTURE(count);
    std::string nulls;
    for (int i = 0; i < count; i++) nulls += std::string(i ? "," : "") + R"({"id":null})";
    ScriptedServer server(always(response(200, "[" + nulls + "]")));
    SourceRig rig(server);
    const auto all =
        rig.given(R"("path":"/{id}","items":"","for_each":{"path":"/all","items":""})").walk();
    CHECK(all.status.code() == SLUICE_END);
    CHECK(std::count(rig.log_text.begin(), rig.log_text.end(), '\n') == std::min(count, 21));
    CHECK_MESSAGE(
        has(rig.log_text, "further elements that are left out are not named") == (count > 20),
        rig.log_text);
  }
}

TEST_CASE("http.subscriber: a slash in an element is a part of its path segment, on every page") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (target_of(request) == "/all") return Reply{response(200, R"([{"id":"A/B c"}])")};
    if (has(request, "p=2")) return Reply{response(200, R"({"d":[{"n":2}]})")};
    return Reply{response(200, R"({"d":[{"n":1}],"next":"?p=2"})")};
  });
  SourceRig rig(server);
  for (const char* each : {R"({"path":"/all","items":""})", R"([{"id":"A/B c"}])"}) {
    const auto all =
        rig.given(R"("path":"/items/{id}","items":"d","for_each":)" + std::string(each) +
                  R"(,"pagination":{"kind":"next_body","next":"next"})")
            .walk();
    CHECK_MESSAGE(all.status.code() == SLUICE_END, all.status.message());
    CHECK(all.records == numbered_records(1, 3));
    CHECK(asked_for(server).back() == "/items/A%2FB%20c?p=2");
  }
}

TEST_CASE("http.subscriber: a list that is looped over and fails is tried again") {
  ScriptedServer server([](const std::string& request, size_t count) {
    if (count == 1) return Reply{response(503, "")};
    return orders(request);
  });
  SourceRig rig(server);
  rig.given(kOrderLines);
  const auto failed = rig.poll();
  CHECK(failed.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK_MESSAGE(has(failed.status.message(), "for_each: GET /orders"), failed.status.message());
  CHECK(rig.walk().records == kAllOrderLines);
}

TEST_CASE("http.subscriber: a list that is looped over may be empty") {
  ScriptedServer server(always(response(200, R"({"d":[]})")));
  SourceRig rig(server);
  const auto all = rig.given(kOrderLines).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.empty());
}

TEST_CASE("http.subscriber: loops that cannot be are refused") {
  ScriptedServer server(always(200));
  SourceRig rig(server);
  CHECK(has(rig.refusal(R"("path":"/{a}","for_each":[{"a":1},{"a":1}])"),
            "/for_each/1: is there twice"));
  CHECK(has(rig.refusal(R"("path":"/{a}","for_each":{"path":"/{b}","items":""})"),
            "/for_each/path: has parameters"));
  CHECK(has(rig.refusal(R"("path":"/{a}","path_values":{"b":"c"},"for_each":[{"a":1}])"),
            "/path_values/b: the path has no {b}"));
  CHECK(has(rig.refusal(R"("path":"/{a}","for_each":{"path":"/b","pagination":{"kind":"page"}})"),
            "/for_each/pagination: pages have rows"));
}

TEST_CASE("http.subscriber: a loop of which one list ended in doubt says so, also in a later run") {
  // The first object's list is gone; the second one's has two pages.
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "/1/lines")) return Reply{response(404, "{}")};
    const long at = number_param(request, "cursor", 0);
    const std::string next = at ? "null" : "1";
    return Reply{
        response(200, "{\"d\":[{\"n\":" + std::to_string(at) + "}],\"next\":" + next + "}")};
  });
  SourceRig rig(server);
  const std::string lines = R"("path":"/orders/{id}/lines","items":"d","not_found":[404],
    "pagination":{"kind":"cursor","next":"next"},"for_each":)";
  CHECK_FALSE(rig.given(lines + R"([{"id":2}])").walk().partial);
  const std::string both = lines + R"([{"id":1},{"id":2}])";
  CHECK(rig.given(both).walk().partial);
  rig.given(both).poll();
  const auto second = rig.poll();
  REQUIRE(second.status.ok());
  const auto rest = rig.given(both, "{}", second.cursor).walk();
  CHECK(rest.records.size() == 1);
  CHECK(rest.partial);
  CHECK_FALSE(rig.given(lines + R"([{"id":2}])", "{}", rest.cursor).walk().partial);
}

TEST_CASE("http.subscriber: a loop over a list that ended in doubt says so") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "page=2")) return Reply{response(410, "{}")};
    if (has(request, "/orders?")) return Reply{response(200, R"([{"id":1}])")};
    return Reply{response(200, R"([{"n":1}])")};
  });
  SourceRig rig(server);
  const auto all = rig.given(R"("path":"/orders/{id}/lines","items":"","for_each":{"path":"/orders",
    "items":"","not_found":[410],"pagination":{"kind":"page","param":"page"}})")
                       .walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.size() == 1);
  CHECK(all.partial);
}
