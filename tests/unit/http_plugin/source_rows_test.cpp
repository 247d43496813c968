// http.subscriber: where rows are, formats, and what a response that has none is told to be.
#include <doctest/doctest.h>

#include "source_rig.hpp"

using namespace http_plugin::test;

namespace {

Lines rows_in(const std::string& body, const std::string& config) {
  ScriptedServer server(always(response(200, body)));
  SourceRig rig(server);
  const auto all = rig.given(R"("path":"/x",)" + config).walk();
  CHECK_MESSAGE(all.status.code() == SLUICE_END, all.status.message());
  Lines out = all.records;
  out.insert(out.end(), all.failed.begin(), all.failed.end());
  return out;
}

std::string rows_failure(const std::string& body, const std::string& config) {
  ScriptedServer server(always(response(200, body)));
  SourceRig rig(server);
  const auto all = rig.given(R"("path":"/x",)" + config).walk();
  CHECK(all.status.code() == SLUICE_E_DATA);
  return all.status.message();
}

}  // namespace

TEST_CASE("http.subscriber: items is a dotted path or JMESPath") {
  const std::string body = R"({"a":{"rows":[{"n":1},{"n":2}]},"edges":[{"node":{"n":3}}]})";
  CHECK(rows_in(body, R"("items":"a.rows")") == Lines{R"({"n":1})", R"({"n":2})"});
  CHECK(rows_in(body, R"("items":"edges[].node")") == Lines{R"({"n":3})"});
  CHECK(rows_in(body, R"("items":"a.rows[?n > `1`]")") == Lines{R"({"n":2})"});
  CHECK(rows_in("[{\"n\":1}]", R"("items":"")") == Lines{R"({"n":1})"});
}

TEST_CASE("http.subscriber: without items a response is one record, or a list of them") {
  CHECK(rows_in(R"({"a":[1]})", R"("format":"json")") == Lines{R"({"a":[1]})"});
  CHECK(rows_in(R"([{"a":1},{"a":2}])", R"("format":"json")") == Lines{R"({"a":1})", R"({"a":2})"});
}

TEST_CASE("http.subscriber: a row that is null parks, the others go on") {
  CHECK(rows_in(R"({"d":[{"n":1},null]})", R"("items":"d")") ==
        Lines{R"({"n":1})", "row 2 of the page is null, not a record"});
  CHECK(rows_in(R"({"d":[{"n":1},null]})", R"("items":"d[]")").size() == 1);
}

TEST_CASE("http.subscriber: a record that is none is named by its number in the response") {
  CHECK(rows_in(R"({"d":[{"n":1},{"n":2,"n":3}]})", R"("items":"d")").back() ==
        "record 2 of the page, at byte 14: duplicate key \"n\"");
  CHECK(rows_in(R"({"d":[{"n":1},{"n":2,"n":3}]})", R"("items":"d[]")").back() ==
        "record 2: record: duplicate key \"n\"");
  CHECK(rows_in("{\"n\":1}\n{\"n\"\n", R"("format":"ndjson")").back().starts_with("line 2: "));
  CHECK(has(rows_failure(R"({"d":[{"n":1},{"n":2,}]})", R"("items":"d")"), ", in record 2"));
}

TEST_CASE("http.subscriber: a response without the items says what it has") {
  CHECK(rows_failure(R"({"data":{"list":[],"total":0}})", R"("items":"data.rows")") ==
        "GET /x: items: the response has no list at \"data.rows\"; at data it has: list, total");
  CHECK(rows_failure(R"({"data":[]})", R"("items":"rows")") ==
        "GET /x: items: the response has no list at \"rows\"; it has: data");
  CHECK(has(rows_failure("[]", R"("items":"rows")"), "it is a list itself: set items: \"\""));
  CHECK(has(rows_failure(R"({"error":"key expired"})", R"("items":"rows")"),
            "the server sent: key expired"));
  CHECK(has(rows_failure(R"({"a":{"b":1}})", R"("items":"a.b[]")"), "no list at \"a.b[]\""));
  CHECK(has(rows_failure("<html>", R"("items":"rows")"), "GET /x: "));
}

TEST_CASE("http.subscriber: ndjson has a record a line") {
  CHECK(rows_in("{\"n\":1}\n{\"n\":2}\n", R"("format":"ndjson")") ==
        Lines{R"({"n":1})", R"({"n":2})"});
}

TEST_CASE("http.subscriber: csv has a record a row, named by the first") {
  CHECK(rows_in("id;name\r\n1;\"a;b\"\r\n2;é\r\n", R"("format":"csv","delimiter":";")") ==
        Lines{R"({"id":"1","name":"a;b"})", R"({"id":"2","name":"é"})"});
  CHECK(rows_in("1\t2\n", R"("format":"tsv","header":false)") == Lines{R"({"1":"1","2":"2"})"});
  const Lines bad = rows_in("a,b\n1\n2,3\n", R"("format":"csv")");
  CHECK(bad.front() == R"({"a":"2","b":"3"})");
  CHECK_MESSAGE(has(bad.back(), "line 2"), bad.back());
  CHECK(has(rows_failure("a,a\n1,2\n", R"("format":"csv")"),
            "the first row does not name the columns"));
  CHECK(has(rows_failure("a\n\"1\n", R"("format":"csv")"), "the response is no CSV"));
}

TEST_CASE("http.subscriber: text has a record a line, empty ones too, as in a file") {
  CHECK(rows_in("one\r\n\ntwo", R"("format":"text")") ==
        Lines{R"({"text":"one"})", R"({"text":""})", R"({"text":"two"})"});
  CHECK(rows_in("\n", R"("format":"text")") == Lines{R"({"text":""})"});
  CHECK(rows_in("", R"("format":"text")").empty());
}

TEST_CASE("http.subscriber: xml has a record an element, also if there is one or none") {
  const std::string config = R"("format":"xml","items":"orders.order")";
  CHECK(rows_in("<orders><order id=\"1\"><t>x</t></order><order id=\"2\"/></orders>", config) ==
        Lines{R"({"@id":"1","t":"x"})", R"({"@id":"2"})"});
  CHECK(rows_in("<orders><order id=\"1\"/></orders>", config) == Lines{R"({"@id":"1"})"});
  CHECK(rows_in("<orders></orders>", config).empty());
  CHECK(has(rows_failure("<list/>", config), "no list at \"orders.order\"; it has: list"));
  CHECK(has(rows_failure("{}", config), "the text is not XML"));
}

TEST_CASE("http.subscriber: what is no table is no list without rows, and is kept to be saved") {
  const std::string csv = R"("format":"csv")";
  CHECK(rows_failure("<!DOCTYPE HTML><html>Login</html>", csv) ==
        "GET /x: the response is an HTML page, not csv");
  CHECK(has(rows_failure("\n<html>\n<body>\n", R"("format":"tsv")"), "an HTML page, not tsv"));
  CHECK(has(rows_failure("PK\x03\x04zip\n", R"("format":"text")"), "a zip file"));
  CHECK(rows_in("<html>\n", R"("format":"text")") == Lines{R"({"text":"<html>"})"});
  for (const std::string& config : {csv, std::string(R"("format":"xml","items":"a.b")")}) {
    ScriptedServer server(always(response(200, "<html>Login</html>")));
    SourceRig rig(server);
    CHECK(rig.given(R"("path":"/x",)" + config).poll().page == "<html>Login</html>");
  }
}

TEST_CASE("http.subscriber: xml may name its next page") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "cursor=2")) return Reply{response(200, "<r><i><n>2</n></i></r>")};
    return Reply{response(200, "<r><i><n>1</n></i><next>2</next></r>")};
  });
  SourceRig rig(server);
  CHECK(rig.given(R"("path":"/x","format":"xml","items":"r.i",
                     "pagination":{"kind":"cursor","next":"r.next"})")
            .walk()
            .records == Lines{R"({"n":"1"})", R"({"n":"2"})"});
}

TEST_CASE("http.subscriber: settings that do not go together are refused with what to do") {
  ScriptedServer server(always(200));
  SourceRig rig(server);
  const auto refusal = [&](const std::string& config) {
    return rig.refusal(R"("path":"/x",)" + config);
  };
  CHECK(has(refusal(R"("pagination":{"kind":"page"})"), "/pagination: pages have rows; say items"));
  CHECK(has(refusal(R"("items":"d","pagination":{"kind":"page","next":"x"})"),
            "/pagination/next: is not used by kind: page"));
  CHECK(has(refusal(R"("items":"d","pagination":{"kind":"total"})"), "needs total"));
  CHECK(has(refusal(R"("items":"d","pagination":{"kind":"next_link","size":5})"),
            "/pagination/size: needs size_param"));
  CHECK(has(refusal(R"("format":"csv","pagination":{"kind":"cursor","next":"a"})"),
            "format: csv has nothing but records"));
  CHECK(has(refusal(R"("format":"csv","items":"a")"), "/items: is not used with format: csv"));
  CHECK(has(refusal(R"("delimiter":";")"), "/delimiter: belongs to format: csv"));
  CHECK(has(refusal(R"("items":"a[")"), "/items: "));
  CHECK(has(refusal(R"("request":{"payload":{"a":1}})"),
            "/request/payload: a GET has no body; write method: POST"));
  CHECK(has(refusal(R"("request":{"path":{"id":1}})"), "/request/path/id: the path has no {id}"));
  CHECK(has(refusal(R"("as":"x")"), "/as: is about the element of a loop"));
  CHECK(has(refusal(R"("since":"2026-01-01")"), "/since: is where incremental starts"));
  CHECK(has(refusal(R"("incremental":{"param":"since"})"), "/incremental: needs by"));
  CHECK(has(rig.refusal(R"("path":"/x/{id}")"), "/request/path/id: the path needs this parameter"));
  CHECK(has(rig.refusal(R"("path":"/x?a=1")"), "holds \"?\""));
  CHECK(has(refusal(R"("method":"POST","items":"d","request":{"payload":[1]},
                       "pagination":{"kind":"offset","in":"body"})"),
            "/request/payload: must be an object"));
  CHECK(has(refusal(R"("method":"POST","items":"d","request":{"payload":{"a":"text"}},
                       "pagination":{"kind":"offset","in":"body","param":"a.offset"})"),
            "/pagination/param: \"a.offset\" is no place in the payload"));
}
