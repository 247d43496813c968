// Records that are looked up at a real server.
#include "lookup.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "publish_rig.hpp"

using namespace http_plugin;
using namespace http_plugin::test;

namespace {

class LookupHttpRig : public PublishRig {
 public:
  using PublishRig::PublishRig;

  void given(const std::string& config) { step_ = make<Lookup>(config, "step", &handle); }
  // The records after the step, a failed one as its message.
  std::vector<std::string> change(const std::string& lines) {
    batch_ = std::make_unique<Given>(lines);
    status = step_->transform_batch(sluice::Batch(abi()), TestCancel());
    std::vector<std::string> out;
    for (size_t i = 0; i < abi()->count; i++) out.push_back(result(i));
    return out;
  }
  std::string refusal(const std::string& config) {
    return create<Lookup>(config, "step", &handle).status().message();
  }

  sluice::Status status;

 private:
  sluice_batch* abi() { return batch_->batch.abi(); }
  std::string result(size_t i) {
    const sluice_record* record = sluice_record_at(abi(), i);
    if (record->state == SLUICE_RECORD_FAILED) return batch_->batch.error_of(i)->message;
    sluice_slice out{};
    CHECK(abi()->json->write(abi(), &record->root, &out) == SLUICE_OK);
    return std::string(sluice::view(out));
  }

  std::unique_ptr<Lookup> step_;
  std::unique_ptr<Given> batch_;
};

using Lines = std::vector<std::string>;

std::vector<std::string> targets(ScriptedServer& server) {
  std::vector<std::string> out;
  for (const auto& request : server.seen()) out.push_back(target_of(request.text));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("http.lookup: the answer is put into the record, equal requests are made once") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, "{\"at\":\"" + target_of(request) + "\"}")};
  });
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/c/{id}","query":{"x":"kind"},"as":"found"})");
  CHECK(rig.change("{\"id\":7,\"kind\":\"é\"}\n{\"id\":\"a b\"}\n{\"id\":7,\"kind\":\"é\"}\n") ==
        Lines{R"({"id":7,"kind":"é","found":{"at":"/c/7?x=%C3%A9"}})",
              R"({"id":"a b","found":{"at":"/c/a%20b"}})",
              R"({"id":7,"kind":"é","found":{"at":"/c/7?x=%C3%A9"}})"});
  CHECK(server.seen().size() == 2);
  rig.change("{\"id\":7,\"kind\":\"é\"}\n");
  CHECK(server.seen().size() == 2);
}

TEST_CASE("http.lookup: the cache forgets after its time, or keeps nothing") {
  ScriptedServer server(always(response(200, "1")));
  LookupHttpRig rig(server.origin());
  int64_t now_us = 1;
  rig.environment.unix_us = [&] { return now_us; };
  rig.given(R"({"client":"target","path":"/c","as":"x","cache":{"seconds":10}})");
  rig.change("{}\n");
  now_us += 9'999'999;
  rig.change("{}\n");
  CHECK(server.seen().size() == 1);
  now_us++;
  rig.change("{}\n");
  CHECK(server.seen().size() == 2);
  rig.given(R"({"client":"target","path":"/c","as":"x","cache":{"size":0}})");
  rig.change("{}\n");
  rig.change("{}\n");
  CHECK(server.seen().size() == 4);
}

TEST_CASE("http.lookup: what is not found parks the record, or is null or a default") {
  ScriptedServer server(always(response(404, "{\"error\":\"none\"}")));
  LookupHttpRig rig(server.origin());
  const std::string start = R"({"client":"target","path":"/c/{id}","as":"x")";
  rig.given(start + "}");
  CHECK(rig.change("{\"id\":1}\n").front() == "nothing was found at /c/{id} (record id=1)");
  rig.given(start + R"(,"missing":null})");
  CHECK(rig.change("{\"id\":1}\n").front() == R"({"id":1,"x":null})");
  rig.given(start + R"(,"default":{"a":[]}})");
  CHECK(rig.change("{\"id\":1}\n").front() == R"({"id":1,"x":{"a":[]}})");
  const size_t asked = server.seen().size();
  CHECK(rig.change("{\"id\":null}\n").front() == R"({"id":null,"x":{"a":[]}})");
  CHECK(rig.change("{\"n\":1}\n").front() == R"({"n":1,"x":{"a":[]}})");
  CHECK(server.seen().size() == asked);
}

TEST_CASE("http.lookup: a refused request parks its records only, an outage fails the batch") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "/c/bad")) return Reply{response(422, "{\"error\":\"bad id\"}")};
    if (has(request, "/c/down")) return Reply{response(503, "")};
    return Reply{response(200, "1")};
  });
  LookupHttpRig rig(server.origin(), ",\"retry\":{\"attempts\":1}");
  rig.given(R"({"client":"target","path":"/c/{id}","as":"x","in_flight":2})");
  const Lines out = rig.change("{\"id\":\"a\"}\n{\"id\":\"bad\"}\n{\"id\":\"b\"}\n");
  CHECK(rig.status.ok());
  CHECK(out[0] == R"({"id":"a","x":1})");
  CHECK(has(out[1], "422"));
  CHECK(out[2] == R"({"id":"b","x":1})");
  CHECK(rig.change("{\"id\":\"a\"}\n{\"id\":\"down\"}\n")[0] == R"({"id":"a"})");
  CHECK(rig.status.code() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("http.lookup: rows of an answer give one, the first or all") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "q=none")) return Reply{response(200, R"({"data":[]})")};
    if (has(request, "q=one")) return Reply{response(200, R"({"data":[{"a":1}]})")};
    return Reply{response(200, R"({"data":[{"a":1},{"a":2}]})")};
  });
  LookupHttpRig rig(server.origin());
  const std::string start =
      R"({"client":"target","path":"/c","query":{"q":"q"},"items":"data","as":"x")";
  rig.given(start + "}");
  const Lines one = rig.change("{\"q\":\"one\"}\n{\"q\":\"two\"}\n{\"q\":\"none\"}\n");
  CHECK(one[0] == R"({"q":"one","x":{"a":1}})");
  CHECK(has(one[1], "2 rows were found, and one is wanted"));
  CHECK(has(one[2], "nothing was found at /c"));
  rig.given(start + R"(,"take":"first"})");
  CHECK(rig.change("{\"q\":\"two\"}\n").front() == R"({"q":"two","x":{"a":1}})");
  rig.given(start + R"(,"take":"all","missing":"null"})");
  CHECK(rig.change("{\"q\":\"two\"}\n").front() == R"({"q":"two","x":[{"a":1},{"a":2}]})");
  CHECK(rig.change("{\"q\":\"none\"}\n").front() == R"({"q":"none","x":null})");
}

TEST_CASE("http.lookup: an answer without a body has found nothing, with items and without") {
  ScriptedServer server(always("HTTP/1.1 204 No Content\r\n\r\n"));
  LookupHttpRig rig(server.origin());
  const std::string start = R"({"client":"target","path":"/c/{id}","as":"x","missing":null)";
  for (const std::string more : {"", R"(,"items":"data")", R"(,"items":"","take":"all")"}) {
    rig.given(start + more + "}");
    CHECK(rig.change("{\"id\":1}\n").front() == R"({"id":1,"x":null})");
  }
}

TEST_CASE("http.lookup: many keys are one request, whose rows go to the records that asked") {
  ScriptedServer server(always(
      response(200, R"({"rows":[{"id":2,"n":"two"},{"id":"a","n":"A"},{"id":9,"n":"other"}]})")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/c","items":"rows","key":"id","as":"x","missing":null,
    "batch":{"records":50,"param":"ids","separator":",","match":"id"}})");
  const Lines out =
      rig.change("{\"id\":2}\n{\"id\":\"a\"}\n{\"id\":2}\n{\"id\":3}\n{\"id\":null}\n");
  CHECK(out == Lines{R"({"id":2,"x":{"id":2,"n":"two"}})", R"({"id":"a","x":{"id":"a","n":"A"}})",
                     R"({"id":2,"x":{"id":2,"n":"two"}})", R"({"id":3,"x":null})",
                     R"({"id":null,"x":null})"});
  CHECK(targets(server) == Lines{"/c?ids=2%2Ca%2C3"});
  rig.change("{\"id\":3}\n{\"id\":4}\n");
  CHECK(targets(server).back() == "/c?ids=4");
}

TEST_CASE("http.lookup: a key with the separator in it parks its record, and is not asked for") {
  ScriptedServer server(always(response(200, R"([{"id":"a","n":1},{"id":"b","n":2}])")));
  LookupHttpRig rig(server.origin());
  const std::string start = R"({"client":"target","path":"/c","items":"","key":"id","as":"x",
    "missing":null,"batch":{"param":"ids","match":"id")";
  rig.given(start + R"(,"separator":","}})");
  const Lines out = rig.change("{\"id\":\"a,b\"}\n{\"id\":\"a\"}\n");
  CHECK(has(out[0], R"(the key "a,b" has the separator "," of batch in it)"));
  CHECK(out[1] == R"({"id":"a","x":{"id":"a","n":1}})");
  CHECK(targets(server) == Lines{"/c?ids=a"});
  rig.given(start + "}}");
  rig.change("{\"id\":\"a,b\"}\n");
  CHECK(targets(server).back() == "/c?ids=a%2Cb");
}

TEST_CASE("http.lookup: a number is one key however it is spelt, on both sides") {
  ScriptedServer server(always(response(200, R"([{"id":1,"n":"Ada"},{"id":25e-1,"n":"Bo"}])")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/c","items":"","key":"id","as":"x","missing":null,
    "batch":{"param":"ids","separator":",","match":"id"}})");
  const Lines out = rig.change("{\"id\":1.0}\n{\"id\":1}\n{\"id\":2.50}\n{\"id\":\"1.0\"}\n");
  CHECK(out == Lines{R"({"id":1.0,"x":{"id":1,"n":"Ada"}})", R"({"id":1,"x":{"id":1,"n":"Ada"}})",
                     R"({"id":2.50,"x":{"id":25e-1,"n":"Bo"}})", R"({"id":"1.0","x":null})"});
  CHECK(targets(server) == Lines{"/c?ids=1%2C2.5%2C1.0"});
}

TEST_CASE("http.lookup: keys can be a repeated parameter, so many a request") {
  ScriptedServer server(always(response(200, "[]")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/c","items":"","key":"id","as":"x","missing":null,
    "query":{"v":1},"batch":{"records":2,"param":"id","match":"id"}})");
  rig.change("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
  CHECK(targets(server) == Lines{"/c?v=1&id=1&id=2", "/c?v=1&id=3"});
}

TEST_CASE(
    "http.lookup: keys can stand in the payload, as they are in the records, so many a request") {
  ScriptedServer server(always(response(200, R"({"rows":[{"id":2,"n":"two"},{"id":"a"}]})")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","method":"POST","path":"/search","items":"rows","key":"id",
    "as":"x","missing":null,
    "batch":{"records":3,"payload":"{filter: {id: {in: @}}, limit: length(@)}","match":"id"}})");
  const Lines out = rig.change(
      "{\"id\":2}\n{\"id\":\"a\"}\n{\"id\":2}\n{\"id\":\"é\"}\n{\"id\":null}\n{\"id\":"
      "12345678901234567890}\n");
  CHECK(out[0] == R"({"id":2,"x":{"id":2,"n":"two"}})");
  CHECK(out[1] == R"({"id":"a","x":{"id":"a"}})");
  CHECK(out[2] == out[0]);
  CHECK(out[4] == R"({"id":null,"x":null})");
  REQUIRE(server.seen().size() == 2);
  std::string bodies;
  for (const auto& request : server.seen()) bodies += request.text;
  CHECK(has(bodies, R"({"filter":{"id":{"in":[2,"a","é"]}},"limit":3})"));
  CHECK(has(bodies, R"({"filter":{"id":{"in":[12345678901234567890]}},"limit":1})"));
  CHECK(targets(server) == Lines{"/search", "/search"});
  rig.change("{\"id\":\"a\"}\n");
  CHECK(server.seen().size() == 2);
}

TEST_CASE("http.lookup: a payload that cannot be made of the keys parks the records that asked") {
  ScriptedServer server(always(response(200, "[]")));
  LookupHttpRig rig(server.origin());
  rig.given(R"j({"client":"target","method":"POST","path":"/s","items":"","key":"id","as":"x",
    "missing":null,"batch":{"payload":"sum(@)","match":"id"}})j");
  CHECK(has(rig.change("{\"id\":\"a\"}\n").front(), "sum"));
  CHECK(rig.status.ok());
  CHECK(server.seen().empty());
}

TEST_CASE("http.lookup: pages are followed to their end, and no further than allowed") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "cursor=b")) return Reply{response(200, R"({"d":[3],"next":null})")};
    if (has(request, "cursor=a")) return Reply{response(200, R"({"d":[2],"next":"b"})")};
    return Reply{response(200, R"({"d":[1],"next":"a"})")};
  });
  LookupHttpRig rig(server.origin());
  const std::string start = R"({"client":"target","path":"/c","items":"d","take":"all","as":"x",
    "pagination":{"kind":"cursor","next":"next","size":1)";
  rig.given(start + "}}");
  CHECK(rig.change("{}\n").front() == R"({"x":[1,2,3]})");
  CHECK(has(targets(server).front(), "limit=1"));
  rig.given(start + R"(,"max_pages":2}})");
  CHECK(has(rig.change("{}\n").front(), "there are more than 2 pages"));
}

TEST_CASE("http.lookup: a short page is the last one, as for http.subscriber") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "page=1") || has(request, "offset=0"))
      return Reply{response(200, R"({"d":[1,2]})")};
    if (has(request, "page=2") || has(request, "offset=2"))
      return Reply{response(200, R"({"d":[3]})")};
    return Reply{response(400, R"({"message":"page out of range"})")};
  });
  LookupHttpRig rig(server.origin());
  for (const std::string kind : {R"("page","param":"page")", R"("offset","param":"offset")"}) {
    rig.given(R"({"client":"target","path":"/c","items":"d","take":"all","as":"x",
      "pagination":{"size_param":"n","size":2,"kind":)" +
              kind + "}}");
    CHECK(rig.change("{}\n").front() == R"({"x":[1,2,3]})");
  }
}

TEST_CASE("http.lookup: a search can be a POST with a body") {
  ScriptedServer server(always(response(200, R"({"hits":[{"id":1}]})")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","method":"POST","path":"/search","items":"hits","as":"x",
    "payload":"{email: email}"})");
  CHECK(rig.change("{\"email\":\"a@b\"}\n").front() == R"({"email":"a@b","x":{"id":1}})");
  CHECK(has(server.seen().front().text, R"({"email":"a@b"})"));
}

TEST_CASE("http.lookup: an answer that is no JSON, or has no such rows, parks the record") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, has(request, "/text") ? "<html>" : "{\"other\":[]}")};
  });
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/text","as":"x"})");
  CHECK(has(rig.change("{}\n").front(), "GET /text: the answer is not JSON"));
  rig.given(R"({"client":"target","path":"/c","items":"data","as":"x"})");
  CHECK(has(rig.change("{}\n").front(), "GET /c: "));
  CHECK(rig.status.ok());
}

TEST_CASE("http.lookup: an answer that has a key twice parks the record") {
  ScriptedServer server(always(response(200, R"({"a":1,"a":2})")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/c/{id}","as":"found"})");
  CHECK(has(rig.change("{\"id\":1}\n").at(0), "GET /c/1: the answer has a key twice"));
}

TEST_CASE("http.lookup: a value that would change the path parks the record") {
  ScriptedServer server(always(response(200, "1")));
  LookupHttpRig rig(server.origin());
  rig.given(R"({"client":"target","path":"/c/{id}","path_values":{"id":"a.b"},"as":"x"})");
  CHECK(has(rig.change("{\"a\":{\"b\":\"../x\"}}\n").front(), "holds a slash"));
  CHECK(has(rig.change("{\"a\":{\"b\":\"\"}}\n").front(), "path parameter is empty (record 1"));
  CHECK(has(rig.change("{\"a\":{\"b\":{}}}\n").front(), "must be text, a number"));
  CHECK(has(rig.change("[1]\n").front(), "it takes records that are objects"));
  CHECK(server.seen().empty());
}

TEST_CASE("http.lookup: what is wrong in its settings is told at its place") {
  LookupHttpRig rig("http://127.0.0.1:1");
  const auto refused = [&](const std::string& more, const std::string& pointer) {
    const std::string why =
        rig.refusal(R"({"client":"target","path":"/c/{id}","as":"x",)" + more + "}");
    CHECK_MESSAGE(why.find(pointer + ": ") == 0, why);
  };
  refused(R"("path_values":{"di":"a"})", "/path_values/di");
  refused(R"("query":{"a":"b("})", "/query/a");
  refused(R"("payload":"a")", "/payload");
  refused(R"("take":"all")", "/take");
  refused(R"("pagination":{"kind":"page"})", "/pagination");
  refused(R"("key":"id")", "/key");
  refused(R"("batch":{"param":"ids","match":"id"})", "/batch");
  const std::string batch = R"("items":"","key":"id","batch":{"match":"id")";
  refused(batch + "}", "/batch");
  refused(batch + R"(,"payload":"@"})", "/batch/payload");
  refused(R"("method":"POST",)" + batch + R"(,"payload":"@","param":"ids"})", "/batch/payload");
  refused(R"("method":"POST","payload":"a",)" + batch + R"(,"payload":"@"})", "/batch/payload");
  refused(R"("method":"POST",)" + batch + R"(,"payload":"sum("})", "/batch/payload");
  refused(R"("missing":"default")", "/missing");
  refused(R"("missing":"fail","default":1)", "/default");
}

TEST_CASE("a lookup's cache keeps the latest, as many as it may") {
  LookupCache cache(2, 1000);
  cache.put("a", {"1"}, 0);
  cache.put("b", {}, 0);
  CHECK(cache.find("a", 1)->front() == "1");
  cache.put("c", {"3"}, 0);
  CHECK_FALSE(cache.find("b", 1));
  CHECK(cache.find("a", 1));
  cache.put("a", {"2"}, 500);
  CHECK(cache.find("a", 1499)->front() == "2");
  CHECK_FALSE(cache.find("c", 1000));
  cache.put("large", {std::string(LookupCache::kMostBytes, 'x')}, 0);
  CHECK(cache.size() == 0);
}
