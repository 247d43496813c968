// http.subscriber: which rows count, and what a response may say of the next page.
#include <doctest/doctest.h>

#include "source_rig.hpp"

using namespace http_plugin::test;

namespace {

const std::string kNextOfList = R"("path":"/items","items":"d","pagination":{"kind":)";

}  // namespace

TEST_CASE("http.subscriber: rows are counted before items filters them or takes them apart") {
  // Seven rows; the second page of two has none that is wanted, and rows have 0 to 2 lines.
  const std::vector<long> lines = {1, 0, 0, 0, 2, 2, 1};
  const auto script = [&](const std::string& request, size_t) {
    const long from =
        std::max({number_param(request, "offset", 0), number_param(request, "page", 1) * 2 - 2,
                  number_param(request, "after", -1) + 1});
    std::string rows;
    for (long n = from; n < std::min(from + 2, 7L); n++)
      rows += (rows.empty() ? "{\"id\":" : ",{\"id\":") + std::to_string(n) + ",\"lines\":[" +
              numbered_rows(n * 10, n * 10 + lines[static_cast<size_t>(n)]) + "]}";
    return Reply{response(200, R"({"total":7,"d":[)" + rows + "]}")};
  };
  ScriptedServer server(script);
  SourceRig rig(server);
  for (const std::string kind :
       {R"({"kind":"page","param":"page"})",
        R"({"kind":"page","param":"page","size_param":"limit","size":2})", R"({"kind":"offset"})",
        R"({"kind":"offset","size_param":"limit","size":2})", R"({"kind":"total","total":"total"})",
        R"({"kind":"after_id","param":"after","row":"id"})",
        R"({"kind":"after_id","param":"after","row":"id","size_param":"limit","size":2})"}) {
    CAPTURE(kind);
    const auto with = [&](const std::string& items) {
      return rig.given(R"("path":"/x","items":")" + items + R"(","pagination":)" + kind).walk();
    };
    const Lines all = {R"({"n":0})",  R"({"n":40})", R"({"n":41})",
                       R"({"n":50})", R"({"n":51})", R"({"n":60})"};
    CHECK(with("d[].lines[]").records == all);
    CHECK(with("d[*].lines[*] | []").records == all);
    CHECK(with("d[?id == `6`].{n: id}").records == Lines{R"({"n":6})"});
    CHECK(with("map(&{n: id}, d[?id == `0` || id == `5`])").records ==
          Lines{R"({"n":0})", R"({"n":5})"});
    CHECK(rig.log_text.empty());
  }
}

TEST_CASE("http.subscriber: pages are not counted by rows that do not come from one list") {
  ScriptedServer server(always(response(200, "[]")));
  SourceRig rig(server);
  const std::string config = R"("path":"/x","items":"[a, b][]","pagination":)";
  CHECK_MESSAGE(has(rig.refusal(config + R"({"kind":"offset"})"), "does not begin with one list"),
                rig.refusal(config + R"({"kind":"offset"})"));
  CHECK(rig.refusal(config + R"({"kind":"next_link"})").empty());
}

TEST_CASE("http.subscriber: a next page that cannot be followed is an error, not an end") {
  ScriptedServer server(
      always(response(200, R"({"d":[{"n":1}],"link":{"href":"/x?p=2"},"list":["a"],"yes":true,
                               "number":2,"text":"2 of 3","meta":{"pages":{"total":3}}})")));
  SourceRig rig(server);
  const auto failure = [&](const std::string& pagination) {
    return rig.given(kNextOfList + pagination + "}").walk().status;
  };
  for (const char* pagination :
       {R"("next_body","next":"link")", R"("next_body","next":"list")",
        R"("next_body","next":"yes")", R"("next_body","next":"number")",
        R"("cursor","next":"link")", R"("cursor","next":"list")", R"("cursor","next":"yes")",
        R"("cursor","more":"yes","next":"link")", R"("pages","next":"meta")",
        R"("pages","next":"number")", R"("pages","next":"text")", R"("pages","next":"list")"}) {
    CAPTURE(pagination);
    CHECK(failure(pagination).code() == SLUICE_E_DATA);
    CHECK_MESSAGE(has(failure(pagination).message(), "where the next page starts is not known"),
                  failure(pagination).message());
  }
  CHECK(has(failure(R"("next_body","next":"link")").message(),
            "page has an object (href) at \"link\", and not text or a number"));
}

TEST_CASE("http.subscriber: what says that there is no next page is an end") {
  for (const char* none : {"null", "false", "\"\"", "{}", "[]"}) {
    CAPTURE(none);
    ScriptedServer server(
        always(response(200, "{\"d\":[{\"n\":1}],\"next\":" + std::string(none) + "}")));
    SourceRig rig(server);
    for (const char* kind : {"next_body", "cursor", "pages"})
      CHECK(rig.given(kNextOfList + "\"" + kind + "\",\"next\":\"next\"}").walk().status.code() ==
            SLUICE_END);
  }
}

TEST_CASE("http.subscriber: a page without rows is not the end where the flag says more") {
  // The server filters the rows of a page: pages 1, 3 and 4 have none.
  ScriptedServer server([](const std::string& request, size_t) {
    const long page = number_param(request, "p", 1);
    const bool has_rows = page == 2 || page == 5;
    return Reply{response(200, "{\"d\":[" + numbered_rows(page, has_rows ? page + 1 : page) +
                                   "],\"more\":" + (page < 6 ? "true" : "false") + "}")};
  });
  SourceRig rig(server);
  const auto all = rig.given(kNextOfList + R"("page","param":"p","more":"more"})").walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{R"({"n":2})", R"({"n":5})"});
  CHECK(server.seen().size() == 6);
}

TEST_CASE("http.subscriber: pages without rows that claim more for ever end with an error") {
  ScriptedServer server(always(response(200, R"({"d":[],"more":true})")));
  SourceRig rig(server);
  const std::string page = kNextOfList + R"("page","param":"p","more":"more"})";
  const auto all = rig.given(page).walk();
  CHECK(all.status.code() == SLUICE_E_DATA);
  CHECK_MESSAGE(has(all.status.message(), "pages in a row have no rows"), all.status.message());
  CHECK(rig.given(page + R"(,"max_pages":3)").walk().status.code() == SLUICE_END);
}

TEST_CASE("http.subscriber: an offset does not move over a page without rows that claims more") {
  ScriptedServer server(always(response(200, R"({"d":[],"more":true})")));
  SourceRig rig(server);
  const auto all = rig.given(kNextOfList + R"("offset","more":"more"})").walk();
  CHECK(all.status.code() == SLUICE_E_DATA);
  CHECK_MESSAGE(has(all.status.message(), "page has no rows, but says that there is more"),
                all.status.message());
}

TEST_CASE("http.subscriber: a flag that is neither true nor false is an error, also without rows") {
  ScriptedServer server(always(response(200, R"({"d":[],"more":1})")));
  SourceRig rig(server);
  const auto all = rig.given(kNextOfList + R"("page","param":"p","more":"more"})").walk();
  CHECK_MESSAGE(has(all.status.message(), "has no more that is true or false"),
                all.status.message());
}

TEST_CASE("http.subscriber: an end that the server's total speaks against is told") {
  std::string total = "4";
  ScriptedServer server([&](const std::string& request, size_t) {
    const long from = number_param(request, "offset", 0);
    const std::string rows = from < 4 ? numbered_rows(from, from + 2) : "";
    return Reply{response(200, R"({"total":)" + total + R"(,"d":[)" + rows + "]}")};
  });
  SourceRig rig(server);
  const std::string config = kNextOfList + R"("total","total":"total"})";
  CHECK_FALSE(rig.given(config).walk().partial);
  total = "7";
  const auto doubted = rig.given(config).walk();
  CHECK(doubted.status.code() == SLUICE_END);
  CHECK(doubted.records.size() == 4);
  CHECK(doubted.partial);
}
