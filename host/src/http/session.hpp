// A session (one client's settings) and what all sessions of a service share. Made and closed on
// the main thread; in between only read, its parts are thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "base/clock.hpp"
#include "base/jitter.hpp"
#include "http/policy/rate_budget.hpp"
#include "http/policy/request_log.hpp"
#include "http/request_builder.hpp"
#include "http/session_settings.hpp"
#include "record/page_pool.hpp"
#include "services/redactor.hpp"
#include "sluice/abi.h"
#include "sluice/ext/http.h"

namespace sluice::http {

class Service;

struct Counters {
  std::atomic<uint64_t> requests{0};
  std::atomic<uint64_t> repeats{0};
  std::atomic<uint64_t> bytes_in{0};
};

// Of all sessions that one component opened, one after the other. Owned by the service.
struct ClientCounters {
  std::array<std::atomic<uint64_t>, 6> answers{};  // by the first digit of the status; 0: none came
  std::atomic<uint64_t> repeats{0};
};

// Owned by the service; outlives sessions and exchanges.
struct Shared {
  services::Redactor& redactor;
  LogSink log;
  base::Clock& clock;
  record::PagePool* pages;  // may be NULL
  base::Jitter jitter;
  Counters counters{};
};

// The source of the Authorization header if it is not in the settings. Borrowed from the plugin.
struct Authorizer {
  const sluice_http_authorizer* table = nullptr;  // NULL: there is none
  void* self = nullptr;
};

class Session {
 public:
  Session(Service& service, Shared& shared, SessionSettings settings, RateBudget& budget,
          ClientCounters& counters)
      : service_(service),
        shared_(shared),
        settings_(std::move(settings)),
        common_(common_headers(settings_)),
        budget_(budget),
        counters_(counters),
        log_(shared.redactor, shared.log, settings_) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Service& service() const { return service_; }
  Shared& shared() const { return shared_; }
  const SessionSettings& settings() const { return settings_; }
  const Headers& common() const { return common_; }  // of every request
  RateBudget& budget() const { return budget_; }
  ClientCounters& counters() const { return counters_; }
  const RequestLog& log() const { return log_; }
  const Authorizer& authorizer() const { return authorizer_; }
  void set_authorizer(const Authorizer& authorizer) { authorizer_ = authorizer; }  // [main]

 private:
  Service& service_;
  Shared& shared_;
  const SessionSettings settings_;
  const Headers common_;
  RateBudget& budget_;
  ClientCounters& counters_;
  const RequestLog log_;
  Authorizer authorizer_;
};

}  // namespace sluice::http
