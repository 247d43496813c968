// http.subscriber: kinds of pages, and what ends a walk, at a real server that counts.
#include <doctest/doctest.h>

#include "source_rig.hpp"

using namespace http_plugin::test;

namespace {

// Pages of `size` rows by number or offset, of `all` rows.
Reply numbered_page(const std::string& request, long all, long most = 1000) {
  const long size = std::min(number_param(request, "limit", most), most);
  const long from = number_param(request, "offset", (number_param(request, "page", 1) - 1) * size);
  const long to = std::min(all, from + size);
  return {response(200, "{\"total\":" + std::to_string(all) +
                            ",\"more\":" + (to < all ? "true" : "false") + ",\"d\":[" +
                            numbered_rows(from, to) + "]}")};
}

ScriptedServer::Script pages_of(long all, long most = 1000) {
  return [=](const std::string& request, size_t) { return numbered_page(request, all, most); };
}

const std::string kList = R"("path":"/items","items":"d","pagination":)";

}  // namespace

TEST_CASE("http.subscriber: without pagination one request gives everything") {
  ScriptedServer server(always(response(200, R"({"d":[{"n":1},{"n":2}]})")));
  SourceRig rig(server);
  const auto all = rig.given(R"("path":"/items","items":"d")", R"({"query":{"a":"b c"}})").walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == numbered_records(1, 3));
  CHECK(asked_for(server) == Lines{"/items?a=b%20c"});
  CHECK(all.cursor.empty());
}

TEST_CASE("http.subscriber: page numbers end at a short page, or at an empty one without a size") {
  ScriptedServer server(pages_of(5));
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"page","param":"page","size_param":"limit","size":2})")
            .walk()
            .records == numbered_records(0, 5));
  CHECK(asked_for(server) ==
        Lines{"/items?limit=2&page=1", "/items?limit=2&page=2", "/items?limit=2&page=3"});
  ScriptedServer four(pages_of(4, 2));
  SourceRig other(four);
  CHECK(other.given(kList + R"({"kind":"page","param":"page"})").walk().records ==
        numbered_records(0, 4));
  CHECK(asked_for(four).back() == "/items?page=3");
}

TEST_CASE("http.subscriber: pages may be counted from 0") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long page = number_param(request, "p", -1);
    return Reply{
        response(200, "[" + numbered_rows(page * 2, page < 2 ? page * 2 + 2 : page * 2) + "]")};
  });
  SourceRig rig(server);
  CHECK(
      rig.given(R"("path":"/items","items":"","pagination":{"kind":"page","param":"p","start":0})")
          .walk()
          .records == numbered_records(0, 4));
  CHECK(asked_for(server).front() == "/items?p=0");
}

TEST_CASE("http.subscriber: a server that cuts the size of pages loses no rows") {
  ScriptedServer server(pages_of(25, 10));
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"offset","size_param":"limit","size":500})").walk().records ==
        numbered_records(0, 25));
  CHECK(asked_for(server) == Lines{"/items?limit=500&offset=0", "/items?limit=500&offset=10",
                                   "/items?limit=500&offset=20"});
}

TEST_CASE("http.subscriber: a total ends a walk without a further request") {
  for (const std::string kind :
       {R"({"kind":"total","size_param":"limit","size":2,"total":"total"})",
        R"({"kind":"page","param":"page","size_param":"limit","size":2,"total":"total"})"}) {
    ScriptedServer server(pages_of(4));
    SourceRig rig(server);
    CHECK(rig.given(kList + kind).walk().records == numbered_records(0, 4));
    CHECK(server.seen().size() == 2);
    CHECK(rig.log_text.empty());
  }
}

TEST_CASE("http.subscriber: a short page is not the end where the total says that there is more") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long offset = number_param(request, "offset", 0);
    return Reply{response(200, "{\"total\":4,\"d\":[" + numbered_rows(offset, offset + 1) + "]}")};
  });
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"total","size_param":"limit","size":2,"total":"total"})")
            .walk()
            .records == numbered_records(0, 4));
}

TEST_CASE("http.subscriber: an end before the total is told") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, "{\"total\":9,\"d\":[" +
                                   (number_param(request, "offset", 0) ? "" : numbered_rows(0, 2)) +
                                   "]}")};
  });
  SourceRig rig(server);
  const auto all = rig.given(kList + R"({"kind":"total","total":"total"})").walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK_MESSAGE(has(rig.log_text, "the pages had 2 rows, and total says 9"), rig.log_text);
}

TEST_CASE("http.subscriber: a flag that there is more ends a walk, or goes on") {
  ScriptedServer server(pages_of(4));
  SourceRig rig(server);
  CHECK(rig.given(kList +
                  R"({"kind":"page","param":"page","size_param":"limit","size":2,"more":"more"})")
            .walk()
            .records == numbered_records(0, 4));
  CHECK(server.seen().size() == 2);
  CHECK(has(
      rig.given(kList + R"({"kind":"page","param":"page","more":"mehr"})").walk().status.message(),
      "page of 4 rows has no mehr"));
}

TEST_CASE("http.subscriber: a cursor of the response is sent, in the query or in the payload") {
  ScriptedServer server([](const std::string& request, size_t) {
    const bool second = has(request, "cur=A%2B1") || has(request, "\"after\":\"A+1\"");
    return Reply{response(200, "{\"d\":[" + (second ? numbered_rows(2, 3) : numbered_rows(0, 2)) +
                                   "],\"page\":{\"next\":" + (second ? "null" : "\"A+1\"") + "}}")};
  });
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"cursor","param":"cur","next":"page.next"})").walk().records ==
        numbered_records(0, 3));
  CHECK(rig.given(R"("method":"POST",)" + kList +
                      R"({"kind":"cursor","in":"body","param":"variables.after","next":"page.next",
                          "size":2,"size_param":"variables.first"})",
                  R"({"payload":{"query":"q","variables":{"x":1,"after":null}}})")
            .walk()
            .records == numbered_records(0, 3));
  const auto seen = server.seen();
  CHECK(body_of(seen[2].text) == R"({"query":"q","variables":{"x":1,"after":null,"first":2}})");
  CHECK(body_of(seen[3].text) == R"({"query":"q","variables":{"x":1,"after":"A+1","first":2}})");
}

TEST_CASE("http.subscriber: a cursor in the payload stays a number or a text, also after a break") {
  const std::string kinds[] = {R"({"kind":"cursor","next":"next","more":"more")",
                               R"({"kind":"after_id","row":"n","more":"more")"};
  for (const std::string& kind : kinds)
    for (const std::string next : {"7", "\"7\"", "\"2026-11-01\"", "1234567890123456789012"}) {
      CAPTURE(kind);
      CAPTURE(next);
      ScriptedServer server([&](const std::string&, size_t count) {
        return Reply{response(200, "{\"d\":[{\"n\":" + (count == 1 ? next : "9") +
                                       "}],\"next\":" + next +
                                       ",\"more\":" + (count == 1 ? "true" : "false") + "}")};
      });
      SourceRig rig(server);
      const std::string config =
          R"("method":"POST",)" + kList + kind + R"(,"in":"body","param":"at"})";
      const auto first = rig.given(config).poll();
      server.wait_for(2);
      CHECK(body_of(server.seen()[1].text) == "{\"at\":" + next + "}");
      rig.given(config, "{}", first.cursor).walk();
      CHECK(body_of(server.seen().back().text) == "{\"at\":" + next + "}");
    }
}

TEST_CASE("http.subscriber: a cursor that an older version kept for a payload is sent as text") {
  ScriptedServer server(always(response(200, R"({"d":[]})")));
  SourceRig rig(server);
  rig.given(R"("method":"POST",)" + kList + R"({"kind":"cursor","in":"body","param":"at"})", "{}",
            R"({"began":1,"element":")" + http_plugin::element_key("null") +
                R"(","page":"2026-11-01"})")
      .poll();
  CHECK(body_of(server.seen().front().text) == R"({"at":"2026-11-01"})");
}

TEST_CASE("http.subscriber: the id of the last row is where the next page starts") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long after = number_param(request, "since_id", -1);
    return Reply{response(200, "[" + numbered_rows(after + 1, std::min(after + 3, 5L)) + "]")};
  });
  SourceRig rig(server);
  CHECK(rig.given(R"("path":"/items","items":"","pagination":{"kind":"after_id","row":"n",
                     "param":"since_id","size_param":"limit","size":2})")
            .walk()
            .records == numbered_records(0, 5));
  CHECK(asked_for(server) ==
        Lines{"/items?limit=2", "/items?limit=2&since_id=1", "/items?limit=2&since_id=3"});
}

TEST_CASE("http.subscriber: the number of pages in the response is obeyed") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long page = number_param(request, "page", 1);
    return Reply{response(200, "{\"d\":[" + numbered_rows(page, page + 1) +
                                   "],\"meta\":{\"page\":" + std::to_string(page) +
                                   ",\"pages\":3}}")};
  });
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"pages","next":"meta"})").walk().records ==
        numbered_records(1, 4));
  CHECK(server.seen().size() == 3);
}

TEST_CASE("http.subscriber: addresses in the body are followed, whole or relative") {
  std::string origin;
  ScriptedServer server([&](const std::string& request, size_t) {
    if (has(request, "p=2"))
      return Reply{response(200, R"({"d":[{"n":2}],"@odata.nextLink":"/v1/items?p=3&x=a%26b"})")};
    if (has(request, "p=3"))
      return Reply{response(200, R"({"d":[{"n":3}],"@odata.nextLink":"?p=4"})")};
    if (has(request, "p=4")) return Reply{response(200, R"({"d":[{"n":4}]})")};
    return Reply{
        response(200, R"({"d":[{"n":1}],"@odata.nextLink":")" + origin + R"(/v1/items?p=2#top"})")};
  });
  origin = server.origin();
  SourceRig rig(server, "/v1");
  CHECK(rig.given(kList + R"({"kind":"next_body","next":"@odata.nextLink"})",
                  R"({"query":{"first":"1"}})")
            .walk()
            .records == numbered_records(1, 5));
  CHECK(asked_for(server) ==
        Lines{"/v1/items?first=1", "/v1/items?p=2", "/v1/items?p=3&x=a%26b", "/v1/items?p=4"});
}

TEST_CASE("http.subscriber: the Link header is followed, also where there are several") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "page=2"))
      return Reply{response(200, "[{\"n\":2}]", "Link: <?page=1>; rel=prev\r\n")};
    return Reply{response(200, "[{\"n\":1}]",
                          "Link: </items?page=1>; rel=\"first\"\r\nlink: </items?page=2>; "
                          "title=\"a, b\"; rel=\"last next\"\r\n")};
  });
  SourceRig rig(server);
  CHECK(
      rig.given(R"("path":"/items","items":"","pagination":{"kind":"next_link"})").walk().records ==
      numbered_records(1, 3));
}

TEST_CASE("http.subscriber: an address of another system is refused, its other names are not") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "p=2")) return Reply{response(200, R"({"d":[{"n":2}]})")};
    return Reply{response(200, R"({"d":[{"n":1}],"next":"https://evil.example.com/items?p=2"})")};
  });
  SourceRig rig(server);
  const auto refused = rig.given(kList + R"({"kind":"next_body","next":"next"})").walk();
  CHECK(refused.status.code() == SLUICE_E_DATA);
  CHECK_MESSAGE(has(refused.status.message(),
                    "\"https://evil.example.com/items\" leads to another system than the client's"),
                refused.status.message());
  CHECK(server.seen().size() == 1);
  CHECK(rig.given(kList + R"({"kind":"next_body","next":"next","hosts":["Evil.example.com:443"]})")
            .walk()
            .records == numbered_records(1, 3));
  CHECK(asked_for(server).back() == "/items?p=2");
}

TEST_CASE("http.subscriber: a page, a cursor or an address that comes again ends the walk") {
  ScriptedServer server(
      always(response(200, R"({"d":[{"n":1}],"next":"/items?p=1","cur":"x","total":99})",
                      "Link: <?p=1>; rel=next\r\n")));
  SourceRig rig(server);
  for (const std::string kind :
       {R"({"kind":"page","param":"p"})", R"({"kind":"offset"})",
        R"({"kind":"total","total":"total"})", R"({"kind":"cursor","next":"cur"})",
        R"({"kind":"next_body","next":"next"})", R"({"kind":"next_link"})",
        R"({"kind":"after_id","row":"n"})"}) {
    CAPTURE(kind);
    const auto all = rig.given(kList + kind).walk();
    CHECK(all.status.code() == SLUICE_E_DATA);
    CHECK_MESSAGE(has(all.status.message(), "repeats"), all.status.message());
  }
  CHECK(server.seen().size() < 30);
}

TEST_CASE("http.subscriber: a status can mean that there are no more pages") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (number_param(request, "page", 0) < 3) return numbered_page(request, 4, 2);
    return Reply{response(404, R"({"error":"no such page"})")};
  });
  SourceRig rig(server);
  const std::string config = kList + R"({"kind":"page","param":"page"})";
  const auto ended = rig.given(config + R"(,"not_found":[404])").walk();
  CHECK(ended.records == numbered_records(0, 4));
  CHECK(ended.partial);  // an address that is gone looks the same
  const auto failed = rig.given(config).walk();
  CHECK(failed.status.remote_code() == 404);
  CHECK_MESSAGE(has(failed.status.message(), "GET /items"), failed.status.message());
}

TEST_CASE("http.subscriber: a response without a body is a page without rows") {
  ScriptedServer server([](const std::string& request, size_t) {
    return number_param(request, "page", 1) == 1 ? numbered_page(request, 2, 2)
                                                 : Reply{response(204, "")};
  });
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"page","param":"page"})").walk().records ==
        numbered_records(0, 2));
}

TEST_CASE("http.subscriber: a first page that looks full and names no next one is told") {
  ScriptedServer server(always(response(200, "{\"d\":[" + numbered_rows(0, 50) + "]}")));
  SourceRig rig(server);
  CHECK(rig.given(kList + R"({"kind":"cursor","next":"meta.next"})").walk().records.size() == 50);
  CHECK_MESSAGE(has(rig.log_text, "nothing at \"meta.next\""), rig.log_text);
}

TEST_CASE("http.subscriber: the next page is requested before the rows of this one are given") {
  ScriptedServer server(pages_of(4, 2));
  SourceRig rig(server);
  rig.given(kList + R"({"kind":"page","param":"page"})");
  CHECK(rig.poll().records.size() == 2);
  server.wait_for(2);
  CHECK(server.seen().size() == 2);
}

TEST_CASE("http.subscriber: a page that failed is asked for again") {
  ScriptedServer server([](const std::string& request, size_t count) {
    return count == 2 ? Reply{response(503, "")} : numbered_page(request, 4, 2);
  });
  SourceRig rig(server);
  rig.given(kList + R"({"kind":"page","param":"page"})");
  CHECK(rig.poll().records == numbered_records(0, 2));
  CHECK(rig.poll().status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(rig.walk().records == numbered_records(2, 4));
}

TEST_CASE("http.subscriber: an interrupted walk goes on at its page where the place holds") {
  ScriptedServer server([](const std::string& request, size_t) {
    const bool second = has(request, "cursor=B");
    return Reply{response(200, "{\"d\":[" + (second ? numbered_rows(2, 3) : numbered_rows(0, 2)) +
                                   "],\"next\":" + (second ? "null" : "\"B\"") + "}")};
  });
  SourceRig rig(server);
  const std::string config = kList + R"({"kind":"cursor","next":"next"})";
  const auto first = rig.given(config).poll();
  CHECK(rig.given(config, "{}", first.cursor).walk().records == numbered_records(2, 3));
  const auto over = rig.given(config, "{}", first.cursor).walk();
  CHECK(over.cursor.empty());
  CHECK(rig.given(kList + R"({"kind":"cursor","next":"next","resume":false})").poll().cursor == "");
}

TEST_CASE("http.subscriber: a place that the server has forgotten starts the list over") {
  ScriptedServer server([](const std::string& request, size_t count) {
    if (!has(request, "cursor=B"))
      return Reply{response(
          200, count == 1 ? R"({"d":[{"n":1}],"next":"B"})" : R"({"d":[{"n":1}],"next":null})")};
    return Reply{response(count == 2 ? 503 : 410, R"({"error":"expired"})")};
  });
  SourceRig rig(server);
  const std::string config = kList + R"({"kind":"cursor","next":"next"})";
  const auto first = rig.given(config).poll();
  CHECK(rig.given(config, "{}", first.cursor).walk().records == numbered_records(1, 2));
  CHECK(asked_for(server).back() == "/items");
  CHECK(has(rig.log_text, "the list is read from its beginning"));
}

TEST_CASE("http.subscriber: brakes pause a walk that can be continued, and end one that cannot") {
  ScriptedServer server([](const std::string& request, size_t) {
    const long at = number_param(request, "offset", number_param(request, "cursor", 0));
    return Reply{response(200, "{\"d\":[" + numbered_rows(at, at + 2) +
                                   "],\"next\":" + std::to_string(at + 2) + "}")};
  });
  SourceRig rig(server);
  const auto paused =
      rig.given(kList + R"({"kind":"cursor","next":"next"},"max_records":3)").walk();
  CHECK(paused.status.code() == SLUICE_PAUSED);
  CHECK(paused.records == numbered_records(0, 4));
  CHECK_FALSE(paused.partial);
  CHECK(rig.given(kList + R"({"kind":"cursor","next":"next"},"max_pages":1)", "{}", paused.cursor)
            .walk()
            .records == numbered_records(4, 6));
  const auto cut = rig.given(kList + R"({"kind":"offset"},"max_pages":2)").walk();
  CHECK(cut.status.code() == SLUICE_END);
  CHECK(cut.records == numbered_records(0, 4));
  CHECK(cut.partial);
  const auto kept = rig.given(kList + R"({"kind":"offset","resume":true},"max_pages":2)").walk();
  CHECK(kept.status.code() == SLUICE_PAUSED);
}
