#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;
using sluice::test::NumberedKeys;

namespace {

const std::string kHeader = R"("idempotency":{"header":"Idempotency-Key"})";
const std::string kMember = R"("idempotency":{"member":"external_id"})";

std::string keyed(size_t record, const std::string& rest) {
  return "{\"external_id\":\"" + NumberedKeys::key(record) + "\"" + rest + "}";
}

}  // namespace

TEST_CASE("a header has the key of the request's record") {
  ScriptedServer server(always(201));
  PublishRig rig(server.origin());
  REQUIRE(rig.publish("{\"path\":\"/in\"," + kHeader + "}", numbered(2)).status.ok());
  REQUIRE(server.seen().size() == 2);
  for (size_t i = 0; i < 2; i++)
    CHECK(has(server.seen()[i].text, "Idempotency-Key: " + NumberedKeys::key(i) + "\r\n"));
}

TEST_CASE("a member has the key, in each format, and nothing else changes") {
  const std::pair<const char*, std::string> cases[] = {
      {"", keyed(0, ",\"n\":1.0")},
      {R"(,"format":"array")", "[" + keyed(0, ",\"n\":1.0") + "," + keyed(1, "") + "]"},
      {R"(,"format":"ndjson")", keyed(0, ",\"n\":1.0") + "\n" + keyed(1, "") + "\n"}};
  for (const auto& [format, body] : cases) {
    CAPTURE(format);
    ScriptedServer server(always(201));
    PublishRig rig(server.origin());
    REQUIRE(rig.publish("{\"path\":\"/in\"," + kMember + format + "}", "{\"n\":1.0}\n{}\n")
                .status.ok());
    CHECK(body_of(server.seen()[0].text) == body);
  }
}

TEST_CASE("the payload of a record that is a request has the key") {
  ScriptedServer server(always(201));
  PublishRig rig(server.origin());
  REQUIRE(rig.publish("{\"path\":\"/in\",\"record_is\":\"request\"," + kMember + "}",
                      "{\"payload\":{\"n\":1}}\n")
              .status.ok());
  CHECK(body_of(server.seen()[0].text) == keyed(0, ",\"n\":1"));
}

TEST_CASE("a record that cannot have the member parks, the others do not") {
  ScriptedServer server(always(201));
  PublishRig rig(server.origin());
  const auto done =
      rig.publish("{\"path\":\"/in\"," + kMember + "}", "{\"external_id\":1}\n[1]\n{\"n\":3}\n");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "has a member external_id already"));
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[1].message, "is not an object"));
  CHECK(done.outcomes[2].status == SLUICE_OK);
}

TEST_CASE("a write with a key whose response was lost is offered again, and needs no note") {
  ScriptedServer server(always("", true));
  PublishRig rig(server.origin(), kOnce);
  auto publisher = rig.publisher("{\"path\":\"/in\"," + kHeader + "}");
  CHECK_FALSE(publisher->recovers());
  CHECK(PublishRig::publish(*publisher, numbered(1)).outcomes[0].status == SLUICE_E_UNAVAILABLE);
  CHECK(rig.publisher(R"({"path":"/in"})")->recovers());
}

TEST_CASE("keys that cannot be sent so are refused at check") {
  PublishRig rig("http://127.0.0.1:9");
  CHECK(has(rig.refused("{\"path\":\"/in\",\"format\":\"array\"," + kHeader + "}"),
            "/idempotency/header: is of one record"));
  CHECK(has(rig.refused("{\"path\":\"/in\",\"format\":\"none\"," + kMember + "}"),
            "/idempotency/member: needs a body"));
  CHECK(has(rig.refused(R"({"path":"/in","idempotency":{}})"), "/idempotency: names neither"));
}
