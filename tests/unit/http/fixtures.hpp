// What the tests of the HTTP service share: a clock that jumps instead of waiting, a cancel token,
// a service with a session, and requests without ceremony.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <numeric>
#include <string>
#include <vector>

#include "base/cancel.hpp"
#include "base/clock.hpp"
#include "http/network_transport.hpp"
#include "http/service.hpp"
#include "measure/ledger.hpp"

namespace sluice::http::test {

class FakeClock final : public base::Clock {
 public:
  static constexpr int64_t kStart = 1'594'825'200;  // Wed, 15 Jul 2020 15:00:00 GMT

  int64_t steady_ms() const override { return now_ms_; }
  int64_t unix_us() const override { return kStart * 1'000'000 + now_ms_ * 1000; }
  bool wait(int64_t ms, const sluice_cancel* cancel) override {
    if (on_wait) on_wait();
    if (base::is_cancelled(cancel)) return false;
    waits.push_back(ms);
    now_ms_ += ms;
    return true;
  }
  void advance(int64_t ms) { now_ms_ += ms; }
  int64_t waited() const { return std::accumulate(waits.begin(), waits.end(), int64_t{0}); }

  std::vector<int64_t> waits;
  std::function<void()> on_wait;

 private:
  std::atomic<int64_t> now_ms_{0};
};

class TestCancel {
 public:
  TestCancel() {
    if (pipe(fds_)) throw std::runtime_error("no pipe");
    abi_ = {sizeof abi_, fds_[0],
            [](const sluice_cancel* c) -> int32_t { return self(c).requested_; },
            [](const sluice_cancel* c) -> int64_t { return self(c).remaining; }, this};
  }
  ~TestCancel() {
    ::close(fds_[0]);
    ::close(fds_[1]);
  }
  void request() {
    requested_ = true;
    if (write(fds_[1], "x", 1) != 1) throw std::runtime_error("pipe is full");
  }
  const sluice_cancel* abi() const { return &abi_; }

  std::atomic<int64_t> remaining{INT64_MAX};

 private:
  static TestCancel& self(const sluice_cancel* c) {
    return *static_cast<TestCancel*>(c->host_data);
  }

  int fds_[2];
  std::atomic<bool> requested_{false};
  sluice_cancel abi_{};
};

struct Call {
  std::string method = "GET";
  std::vector<std::string> segments = {"items"};
  std::string body = {};
  uint32_t flags = 0;
  std::vector<std::pair<std::string, std::string>> query = {};
  std::vector<std::pair<std::string, std::string>> headers = {};

  // `use` gets the request; its pointers live as long as the call.
  template <class F>
  auto with(F&& use) const {
    std::vector<sluice_slice> s;
    for (const std::string& text : segments) s.push_back(slice(text));
    auto pairs = [](const auto& from) {
      std::vector<sluice_pair> out;
      for (const auto& [name, value] : from) out.push_back({slice(name), slice(value)});
      return out;
    };
    std::vector<sluice_pair> q = pairs(query), h = pairs(headers);
    sluice_http_request r{sizeof r, flags,    slice(method), s.data(), s.size(),   q.data(),
                          q.size(), h.data(), h.size(),      {},       slice(body)};
    if (!body.empty()) r.content_type = slice("application/json");
    return use(r);
  }
};

// What came of one call.
struct Fetched {
  Status status;
  int http_status = 0;
  std::string body;
  uint32_t flags = 0;  // SLUICE_HTTP_RESPONSE_LOST and others
};

// Who carries plain HTTP in this run of the tests: each runs once over the host's own HTTP/1.1, and
// with SLUICE_TEST_PLAIN_BY=curl a second time over curl.
inline PlainHttp plain_carrier() {
  const char* by = std::getenv("SLUICE_TEST_PLAIN_BY");
  return by && std::string_view(by) == "curl" ? PlainHttp::kByCurl : PlainHttp::kByUs;
}

class Bench {
 public:
  Bench()
      : service({redactor,
                 [this](int severity, std::string_view instance, std::string_view message) {
                   log(severity, instance, message);
                 },
                 clock,
                 1,
                 1 << 20,
                 &pages,
                 {},
                 plain_carrier()}) {}

  // `more`: further members of the settings, with a comma in front.
  Session& open(const std::string& origin, const std::string& more = {}) {
    auto session = service.open("clients.shop", {},
                                "{\"base_uri\":\"" + origin + "\",\"proxy\":\"\"" + more + "}");
    if (!session.ok()) throw std::runtime_error(session.status().message());
    return **session;
  }

  std::unique_ptr<Exchange> start(const Session& session, const Call& call = {}) {
    auto exchange = call.with([&](const auto& r) { return service.start(session, r); });
    if (!exchange.ok()) throw std::runtime_error(exchange.status().message());
    return std::move(*exchange);
  }

  static Fetched finish(Exchange& exchange, const sluice_cancel* cancel = nullptr) {
    sluice_http_response response{};
    response.struct_size = sizeof response;
    Fetched out;
    out.status = exchange.finish(nullptr, &response, cancel);
    out.http_status = response.status;
    out.body = view(response.body);
    out.flags = response.flags;
    return out;
  }

  Fetched fetch(const Session& session, const Call& call = {},
                const sluice_cancel* cancel = nullptr) {
    auto exchange = start(session, call);
    return finish(*exchange, cancel);
  }

  std::string log_text() {
    std::lock_guard lock(mutex_);
    return log_;
  }

  services::Redactor redactor;
  FakeClock clock;
  record::PagePool pages;
  Service service;

 private:
  void log(int, std::string_view instance, std::string_view message) {
    std::lock_guard lock(mutex_);
    log_ += std::string(instance) + ": " + std::string(message) + "\n";
  }

  std::mutex mutex_;
  std::string log_;
};

// Settings of a session that repeats nothing, for open().
inline const char* const kOnce = R"(,"retry":{"attempts":1})";

inline std::string http_at(const std::string& host, int port) {
  return "http://" + host + ":" + std::to_string(port);
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace sluice::http::test
