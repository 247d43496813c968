// The HTTP service of SLUICE_EXT_HTTP: owns sessions, rate budgets and one transport per calling
// thread. open() and close() on the main thread, start() from any; the service is destroyed after
// every exchange and session user, when no other thread calls it.
#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "http/carrier/transport.hpp"
#include "http/exchange.hpp"
#include "http/session.hpp"
#include "sluice/abi.h"
#include "sluice/ext/http.h"

namespace sluice::http {

// For the run's summary.
struct Usage {
  uint64_t requests = 0;  // sent, repeats included
  uint64_t repeats = 0;
  uint64_t bytes_in = 0;               // of bodies, decompressed
  std::optional<int64_t> budget_left;  // of the credential with the least
};

// Of one component that opened sessions, since the service began.
struct ClientUsage {
  std::string instance;
  std::array<uint64_t, 6> answers{};  // by the first digit of the status; 0: none came
  uint64_t repeats = 0;
  // Requests that its rate limit still allows, and those of a whole window, if that is known.
  std::optional<int64_t> budget_left, budget_limit;
};

class Service {
 public:
  struct Options {
    services::Redactor& redactor;
    LogSink log;
    base::Clock& clock;
    uint64_t seed;                       // of the backoff's jitter
    size_t page_limit;                   // no session takes a larger body
    record::PagePool* pages = nullptr;   // memory for bodies; outlives the service
    TransportFactory transport = {};     // one per thread; empty: NetworkTransport
    PlainHttp plain = PlainHttp::kByUs;  // of NetworkTransport
    SharedBudgets* shared = nullptr;     // null: no other process sends; outlives the service
  };

  explicit Service(Options options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // `config` and `overlay` as in sluice_http.open. The session lives until close() or the service's
  // end. E_INVALID with a JSON pointer. Throws std::runtime_error if it needs libcurl and that
  // cannot be loaded.
  Result<Session*> open(std::string_view instance, std::string_view config,
                        std::string_view overlay = {});
  void close(Session* session);
  // Sends; does not wait. Finish and destroy the exchange on the same thread.
  Result<std::unique_ptr<Exchange>> start(const Session& session,
                                          const sluice_http_request& request);

  // SLUICE_EXT_HTTP. Its `open` finds the service through services::Instance.
  static const sluice_http* table();

  Usage usage() const;
  // By instance. [any]
  std::vector<ClientUsage> clients() const;
  // Requests this thread starts from now on are for `pipeline`, which competes for rate limits with
  // this weight. Once `drain` (may be NULL; until leave) is requested, none of them is sent. [any]
  void enter(const std::string& pipeline, uint32_t weight, const sluice_cancel* drain = nullptr);
  // Its run is over, for all its threads: what they sent with stays for exchanges that components
  // still have. [any]
  void leave(const std::string& pipeline);
  // No component of runs that are over is left: their connections are closed. [any]
  void forget_runs(const std::string& pipeline);
  // Requests of each pipeline, by credential.
  std::vector<PipelineRequests> pipeline_requests() const { return budgets_.requests(); }
  // The credential and the settings of the budget that sessions of this instance use; nothing if it
  // has opened none.
  struct BudgetUse {
    std::string identity;
    BudgetSettings settings;
  };
  std::optional<BudgetUse> budget_of(std::string_view instance) const;
  // The state of the rate budgets, to be kept over a restart and restored before open().
  std::vector<BudgetSnapshot> budgets() const;
  void restore_budgets(const std::vector<BudgetSnapshot>& kept);

 private:
  struct Thread {
    std::unique_ptr<Transport> transport;  // used by the thread alone
    const Claimant* claimant = nullptr;    // who its requests are for, if known
  };
  struct Client {
    ClientCounters counters;
    RateBudget* budget = nullptr;  // of the session opened last
  };
  struct Here {
    Transport& transport;
    const Claimant* claimant;
  };
  Here here();  // of the calling thread

  Shared shared_;
  const size_t page_limit_;
  const TransportFactory make_transport_;
  const PlainHttp plain_;
  RateBudgets budgets_;
  std::atomic<uint64_t> opened_{0};  // sessions, so far
  mutable std::mutex mutex_;         // of all below
  std::vector<std::unique_ptr<Session>> sessions_;
  std::map<std::string, Claimant> claimants_;  // its nodes stay
  std::map<std::thread::id, Thread> threads_;
  std::map<std::string, Client> clients_;  // by instance; its nodes stay
  // Of the threads of runs that are over, by pipeline.
  std::multimap<std::string, std::unique_ptr<Transport>, std::less<>> left_;
  std::map<std::string, BudgetUse, std::less<>> uses_;  // by instance
};

}  // namespace sluice::http
