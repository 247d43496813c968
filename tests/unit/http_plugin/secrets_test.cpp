// Secrets in settings that are not made for them.
#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

// What is left of `text` once the host has taken secrets out, with a publisher of these settings.
std::string seen(const std::string& publisher, const std::string& text,
                 const std::string& client = {}) {
  PublishRig rig("http://127.0.0.1:9", client);
  auto made = rig.publisher(publisher);
  return rig.redactor.redact(text);
}

}  // namespace

TEST_CASE("a credential in a header or a query is kept out of errors") {
  CHECK(seen(R"({"path":"/in","headers":{"X-Auth-Key":"abcd1234"}})", "bad abcd1234") ==
        "bad [redacted]");
  CHECK(seen(R"({"path":"/in","headers":{"Authorization":"Bearer hunter"}})", "no hunter") ==
        "no [redacted]");
  CHECK(seen(R"({"path":"/in","query":{"api_key":"pass word"}})", "no pass word") ==
        "no [redacted]");
  CHECK(seen(R"({"path":"/in","query":{"key":["AIza0123","BIza0123"]}})", "BIza0123?") ==
        "[redacted]?");
  CHECK(seen(R"({"path":"/in","query":{"x":"0123456789abcdef"}})", "0123456789abcdef") ==
        "[redacted]");
  CHECK(seen(R"({"path":"/in"})", "no hunter", R"(,"headers":{"X-Api-Key":"hunter"})") ==
        "no [redacted]");
}

TEST_CASE("the token in a webhook's path is kept out of errors") {
  ScriptedServer server(always(400));
  PublishRig rig(server.origin());
  auto done =
      rig.publish(R"({"path":"/services/T024BE7LD/XXXXsecret0123456789/{n}"})", numbered(1));
  const std::string shown = rig.redactor.redact(done.outcomes[0].message);
  CHECK_FALSE(has(shown, "XXXXsecret0123456789"));
  CHECK(has(shown, "POST /services/T024BE7LD/[redacted]/{n}: "));
}

TEST_CASE("what is no credential stays readable") {
  const std::string text = "created_at application/vnd.example.v3+json v2 sluice-1 /api/2026-07";
  CHECK(seen(R"({"path":"/api/2026-07/{n}","query":{"sort_key":"created_at","v":"v2"},)"
             R"("headers":{"Accept":"application/vnd.example.v3+json","X-Source":"sluice-1"}})",
             text) == text);
}
