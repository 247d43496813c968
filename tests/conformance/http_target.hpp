// A target over HTTP for publishers of plugins, and the host they run in. Main thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/component_maker.hpp"
#include "conformance/works_ahead.hpp"
#include "sluice/ext/http.h"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

namespace sluice::conformance {

// A server that refuses what is unfit, takes nothing for now that is for later, and answers nothing
// that arrives while it is held. No UUID in a body holds these words.
class HttpTarget {
 public:
  void hold() {
    held_ = true;
    holds_++;
  }
  void release() { held_ = false; }
  std::string origin() const { return server_.origin(); }
  // How often it was held. Whether a request came by then is the carrier's affair: over curl the
  // cancel may be first.
  int holds() const { return holds_; }

 private:
  http::test::Reply reply(const std::string& request) {
    using http::test::response;
    if (held_) return {response(200, "{}"), false, SIZE_MAX};
    if (request.find("later") != std::string::npos) return {response(503, "{}")};
    return {response(request.find("unfit") == std::string::npos ? 200 : 422, "{}")};
  }

  std::atomic<bool> held_ = false;
  int holds_ = 0;
  http::test::ScriptedServer server_{
      [this](const std::string& request, size_t) { return reply(request); }};
};

struct HttpHost {
  explicit HttpHost(const std::string& plugin) : maker({plugin}) {
    maker.services.environment.offer(SLUICE_EXT_HTTP, http::Service::table(), &service);
  }

  http::test::FakeClock clock;
  record::PagePool pages;
  ComponentMaker maker;
  http::Service service{{maker.services.redactor,
                         [](int, std::string_view, std::string_view) {},
                         clock,
                         1,
                         64u << 20,
                         &pages,
                         {},
                         http::test::plain_carrier()}};
};

// The records that such a target takes, refuses, and does not take for now.
struct HttpRecords {
  std::string taken, refused, later;
};

// A component of that plugin with its client, and their settings.
struct HttpSubject {
  std::string plugin, client, client_settings, component, settings;
  HttpRecords records;
};

// What is wrong with a publisher, a sentence a line.
inline std::string found(const HttpSubject& subject, HttpTarget& target) {
  HttpHost host(subject.plugin);
  const auto client =
      host.maker.make(subject.client, R"({"base_uri":")" + target.origin() + R"(","proxy":"")" +
                                          subject.client_settings + "}");
  const HttpRecords& records = subject.records;
  std::string out;
  for (const std::string& sentence : check_works_ahead(
           {[&] { return host.maker.make(subject.component, subject.settings, client.get()); },
            [&] { target.hold(); }, [&] { target.release(); }, records.taken, records.refused,
            records.later}))
    out += sentence + "\n";
  return out;
}

}  // namespace sluice::conformance
