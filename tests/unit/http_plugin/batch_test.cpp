#include <doctest/doctest.h>
#include <zlib.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

std::string gunzip(const std::string& text) {
  z_stream z{};
  REQUIRE(inflateInit2(&z, MAX_WBITS + 16) == Z_OK);
  std::string out(1 << 20, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
  out.resize(z.total_out);
  inflateEnd(&z);
  return out;
}

void check_taken(const Published& done, size_t count) {
  INFO(done.status.message());
  REQUIRE(done.status.ok());
  REQUIRE(done.outcomes.size() == count);
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
}

std::vector<std::string> bodies(ScriptedServer& server) {
  std::vector<std::string> out;
  for (auto& seen : server.seen()) out.push_back(body_of(seen.text));
  return out;
}

// A batch that a test may spoil before it is published.
struct NumberedBatch {
  explicit NumberedBatch(int count) {
    const std::string lines = numbered(count);
    std::memcpy(batch.abi()->json->reserve_page(batch.abi(), lines.size()), lines.data(),
                lines.size());
    sluice_error error{};
    error.struct_size = sizeof error;
    REQUIRE(batch.abi()->json->parse_lines(batch.abi(), lines.size(), 1, &error) == SLUICE_OK);
  }
  sluice_value* root(size_t i) { return &sluice_record_at(batch.abi(), i)->root; }
  sluice::Status publish(http_plugin::Publisher& publisher) {
    std::vector<sluice_outcome> outcomes(batch.abi()->count);
    TestCancel cancel;
    return publisher.publish(sluice::Batch(batch.abi()),
                             {sluice::Batch(batch.abi()), outcomes.data()}, cancel);
  }
  sluice::record::Batch batch{{}};
};

}  // namespace

TEST_CASE("each record is a request of its own, byte for byte") {
  ScriptedServer server(always(201));
  PublishRig rig(server.origin() + "/v1");
  const std::string first = R"({"price":19.90,"s":"\u00e4\/","big":9007199254740993})";
  check_taken(rig.publish(R"({"path":"/in"})", first + "\n{\"n\":2}\n"), 2);
  CHECK(bodies(server) == std::vector<std::string>{first, "{\"n\":2}"});
  CHECK(has(server.seen()[0].text, "POST /v1/in HTTP/1.1\r\n"));
  CHECK(has(server.seen()[0].text, "Content-Type: application/json\r\n"));
}

TEST_CASE("an array holds as many records as batch.records says") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  check_taken(rig.publish(R"({"path":"/in","format":"array","batch":{"records":2}})", numbered(5)),
              5);
  CHECK(bodies(server) ==
        std::vector<std::string>{"[{\"n\":1},{\"n\":2}]", "[{\"n\":3},{\"n\":4}]", "[{\"n\":5}]"});
}

TEST_CASE("a body ends before batch.bytes would be passed, one larger record goes alone") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  const std::string large = "{\"l\":\"" + std::string(50, 'x') + "\"}";
  check_taken(rig.publish(R"({"path":"/in","format":"array","batch":{"bytes":20}})",
                          numbered(2) + large + "\n" + numbered(1)),
              4);
  CHECK(bodies(server) ==
        std::vector<std::string>{"[{\"n\":1},{\"n\":2}]", "[" + large + "]", "[{\"n\":1}]"});
}

TEST_CASE("NDJSON is one line a record, with its own type") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  check_taken(rig.publish(R"({"path":"/in","format":"ndjson"})", "{ \"n\" : 1 }\n{\"n\":2}\n"), 2);
  REQUIRE(server.seen().size() == 1);
  const std::string body = bodies(server)[0];
  CHECK(std::count(body.begin(), body.end(), '\n') == 2);
  CHECK(has(body, "{\"n\":2}\n"));
  CHECK(has(server.seen()[0].text, "Content-Type: application/x-ndjson\r\n"));
}

TEST_CASE("a compressed body says so and is the same text") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  check_taken(rig.publish(R"({"path":"/in","format":"array","gzip":true,"batch":{"records":2}})",
                          numbered(3)),
              3);
  REQUIRE(server.seen().size() == 2);
  CHECK(has(server.seen()[0].text, "Content-Encoding: gzip\r\n"));
  CHECK(gunzip(bodies(server)[0]) == "[{\"n\":1},{\"n\":2}]");
  CHECK(gunzip(bodies(server)[1]) == "[{\"n\":3}]");
}

TEST_CASE("a path is filled in from the record, and its slashes never change the route") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/c/{customer.id}/items","method":"PUT"})",
                          R"({"customer":{"id":"a b"}})"
                          "\n"
                          R"({"customer":{"id":7}})"
                          "\n"
                          R"({"customer":{"id":"../x"}})"
                          "\n"
                          R"({"customer":{}})"
                          "\n");
  REQUIRE(done.status.ok());
  CHECK(has(server.seen()[0].text, "PUT /c/a%20b/items HTTP/1.1"));
  CHECK(has(server.seen()[1].text, "PUT /c/7/items HTTP/1.1"));
  CHECK(server.seen().size() == 2);
  CHECK(done.outcomes[2].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[2].message, "holds a slash"));
  CHECK(done.outcomes[3].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[3].message, "/customer.id: is missing"));
}

TEST_CASE("query and headers of the settings go with every request") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  check_taken(rig.publish(R"({"path":"/in","query":{"mode":"full","tag":["a","b"]},)"
                          R"("headers":{"X-Source":"sluice"},"content_type":"text/x-json"})",
                          numbered(1)),
              1);
  const std::string text = server.seen()[0].text;
  CHECK(has(text, "POST /in?mode=full&tag=a&tag=b HTTP/1.1"));
  CHECK(has(text, "X-Source: sluice\r\n"));
  CHECK(has(text, "Content-Type: text/x-json\r\n"));
}

TEST_CASE("records that are requests bring path, query and payload") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/items/{id}","record_is":"request","method":"PATCH"})",
                          R"({"path":{"id":"a"},"query":{"dry":true},"payload":{"x":1.50}})"
                          "\n"
                          R"({"path":{"id":"a"}})"
                          "\n"
                          R"({"path":{"di":"a"},"payload":{}})"
                          "\n"
                          R"({"name":"no request"})"
                          "\n");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(has(server.seen()[0].text, "PATCH /items/a?dry=true HTTP/1.1"));
  CHECK(body_of(server.seen()[0].text) == "{\"x\":1.50}");
  CHECK(has(done.outcomes[1].message, "no payload"));
  CHECK(has(done.outcomes[2].message, "/path/di: the path has no such parameter"));
  CHECK(has(done.outcomes[3].message, "only path, query and payload"));
  CHECK(server.seen().size() == 1);
}

TEST_CASE("without a format there is no body") {
  ScriptedServer server(always(204));
  PublishRig rig(server.origin());
  check_taken(
      rig.publish(R"({"path":"/items/{n}","method":"DELETE","format":"none"})", numbered(2)), 2);
  CHECK(has(server.seen()[1].text, "DELETE /items/2 HTTP/1.1"));
  CHECK(bodies(server)[1].empty());
}

TEST_CASE("a record no text can be made of is left to the host, the others are sent as they are") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in/{n}","method":"PUT"})");
  NumberedBatch batch(3);
  static const char kNotUtf8[] = "\xff";
  *batch.root(1) = sluice_string(kNotUtf8, 1);
  REQUIRE(batch.publish(*publisher).ok());
  REQUIRE(server.seen().size() == 2);
  CHECK(has(server.seen()[1].text, "PUT /in/3 HTTP/1.1"));
  CHECK(bodies(server) == std::vector<std::string>{"{\"n\":1}", "{\"n\":3}"});
}

TEST_CASE("what other publishers or steps took out of the batch is not sent") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in","format":"ndjson"})");
  NumberedBatch batch(3);
  sluice_record_at(batch.batch.abi(), 1)->state = SLUICE_RECORD_FILTERED;
  REQUIRE(batch.publish(*publisher).ok());
  CHECK(bodies(server) == std::vector<std::string>{"{\"n\":1}\n{\"n\":3}\n"});
}

TEST_CASE("a slash at the end of a path stays, with a base that has one, too, and for halves") {
  for (const char* base : {"", "/v1", "/v1/"}) {
    CAPTURE(base);
    ScriptedServer server([](const std::string& request, size_t) {
      return Reply{response(has(request, "{\"n\":1},") ? 400 : 200, "")};
    });
    PublishRig rig(server.origin() + base);
    check_taken(rig.publish(R"({"path":"/items/","format":"array"})", numbered(2)), 2);
    const std::string line = std::string("POST ") + (*base ? "/v1" : "") + "/items/ HTTP/1.1";
    CHECK(server.seen().size() == 3);
    for (auto& seen : server.seen()) CHECK(has(seen.text, line));
    check_taken(rig.publish(R"({"path":"/items/{n}/","method":"PUT"})", numbered(1)), 1);
    CHECK(has(server.seen().back().text, "/items/1/ HTTP/1.1"));
  }
}

TEST_CASE("a slash in a value of the path is sent as %2F where the settings say so") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  const std::string lines =
      "{\"sku\":\"CLE-056621/6\"}\n{\"sku\":\"BAH-SB+7\"}\n{\"sku\":\"a/../b\"}\n";
  auto done =
      rig.publish(R"({"path":"/products/{sku}","method":"PUT","encode_slashes":true})", lines);
  REQUIRE(done.status.ok());
  CHECK(has(server.seen()[0].text, "PUT /products/CLE-056621%2F6 HTTP/1.1"));
  CHECK(has(server.seen()[1].text, "PUT /products/BAH-SB%2B7 HTTP/1.1"));
  CHECK(has(done.outcomes[2].message, "is a dot segment"));
  CHECK(server.seen().size() == 2);
  auto by_default = rig.publish(R"({"path":"/products/{sku}","method":"PUT"})", lines);
  CHECK(has(by_default.outcomes[0].message, "holds a slash"));
  CHECK(has(by_default.outcomes[0].message, "encode_slashes"));
  CHECK(by_default.outcomes[1].status == SLUICE_OK);
  auto request = rig.publish(
      R"({"path":"/p/{sku}","method":"PUT","record_is":"request","encode_slashes":true})",
      R"({"path":{"sku":"a/b"},"payload":{}})"
      "\n");
  CHECK(request.outcomes[0].status == SLUICE_OK);
  CHECK(has(server.seen().back().text, "PUT /p/a%2Fb HTTP/1.1"));
}
