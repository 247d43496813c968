// A host with the real HTTP service and a clock that jumps, an http.client on it, and publishers
// that are given NDJSON. One thread.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "publisher.hpp"
#include "sluice/detail/tables.hpp"
#include "sluice/ext/http.h"
#include "sluice/record.h"
#include "support/numbered_keys.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/rest/host_rig.hpp"

namespace http_plugin::test {

using sluice::http::test::always;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::test::has;
using sluice::test::TestCancel;

// "/customers/7?a=b" of a request.
inline std::string target_of(const std::string& request) {
  const size_t at = request.find(' ') + 1;
  return request.substr(at, request.find(' ', at) - at);
}

struct Outcome {
  sluice_status status;
  std::string message;
  uint32_t retry_after_ms = 0;
};

// What publishing some lines came to.
struct Published {
  sluice::Status status;
  std::vector<Outcome> outcomes;
};

// One batch, as the host gives it.
struct Given {
  explicit Given(const std::string& lines) {
    char* page = batch.abi()->json->reserve_page(batch.abi(), lines.size());
    std::memcpy(page, lines.data(), lines.size());
    sluice_error error{};
    error.struct_size = sizeof error;
    REQUIRE(batch.abi()->json->parse_lines(batch.abi(), lines.size(), 1, &error) == SLUICE_OK);
    outcomes.resize(batch.abi()->count);
    batch.set_key_source(&keys);
  }
  Published published(sluice::Status status) const {
    Published out{std::move(status), {}};
    for (const sluice_outcome& o : outcomes)
      out.outcomes.push_back({o.status, std::string(sluice::view(o.message)), o.retry_after_ms});
    return out;
  }
  sluice::record::Batch batch{{}};
  sluice::test::NumberedKeys keys;
  // From now on those with an equal first letter in member "k" have one order.
  void order_by_k() {
    for (size_t i = 0; i < batch.abi()->count; i++) {
      sluice_record* const record = sluice_record_at(batch.abi(), i);
      const std::string_view text = sluice::view(record->source);
      const size_t at = text.find("\"k\":\"");
      if (at != text.npos) record->order = static_cast<unsigned char>(text[at + 5]);
    }
  }
  std::vector<sluice_outcome> outcomes;
  sluice::Outcomes view_of_outcomes() { return {sluice::Batch(batch.abi()), outcomes.data()}; }
};

class PublishRig : public sluice::test::HostRig {
 public:
  // `more`: further settings of the client, with a comma in front.
  explicit PublishRig(const std::string& origin, const std::string& more = {}) {
    environment.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service);
    client = make<Client>("{\"base_uri\":\"" + origin + "\",\"proxy\":\"\"" + more + "}",
                          "clients.target");
    handle = {sizeof handle, static_cast<sluice::Component*>(client.get()),
              [](void* self, const char* id) {
                return sluice::detail::interface_table(*static_cast<sluice::Component*>(self), id);
              },
              sluice::slice(Client::kId), sluice::slice("clients.target")};
  }

  std::unique_ptr<Publisher> publisher(const std::string& config) {
    auto out = make<Publisher>(config, "pub", &handle);
    CHECK(out->resume("", TestCancel()).ok());
    return out;
  }
  static Published publish(Publisher& publisher, const std::string& lines,
                           const TestCancel& cancel = {}) {
    Given given(lines);
    given.order_by_k();
    return given.published(
        publisher.publish(sluice::Batch(given.batch.abi()), given.view_of_outcomes(), cancel));
  }
  Published publish(const std::string& config, const std::string& lines) {
    return publish(*publisher(config), lines);
  }
  std::string refused(const std::string& config) {
    auto status = create<Publisher>(config, "pub", &handle).status();
    CHECK(status.code() == SLUICE_E_INVALID);
    return status.message();
  }

  sluice::http::test::FakeClock clock;
  sluice::record::PagePool pages;
  sluice::http::Service service{{redactor,
                                 [this](int, std::string_view, std::string_view message) {
                                   log_text.append(message).append("\n");
                                 },
                                 clock,
                                 1,
                                 64u << 20,
                                 &pages,
                                 {},
                                 sluice::http::test::plain_carrier()}};
  std::unique_ptr<Client> client;
  sluice_component handle{};
};

inline std::string body_of(const std::string& request) {
  return request.substr(request.find("\r\n\r\n") + 4);
}

// {"n":1} to {"n":count}.
inline std::string numbered(int count) {
  std::string out;
  for (int i = 1; i <= count; i++) out += "{\"n\":" + std::to_string(i) + "}\n";
  return out;
}

// Attempts of the client, so that a test sees each response's meaning at once.
inline const std::string kOnce = R"(,"retry":{"attempts":1})";

}  // namespace http_plugin::test
