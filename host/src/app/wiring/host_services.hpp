// The services of one process, built from the host's settings and wired together. Made and
// destroyed on the main thread, before and after every component.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/wiring/shared_rates.hpp"
#include "base/clock.hpp"
#include "config/model.hpp"
#include "credentials/service.hpp"
#include "http/service.hpp"
#include "platform/system_clock.hpp"
#include "record/limits.hpp"
#include "record/page_pool.hpp"
#include "services/environment.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "services/redactor.hpp"
#include "store/lease_keeper.hpp"
#include "store/sqlite_inbox.hpp"
#include "store/sqlite_shared.hpp"
#include "store/sqlite_tables.hpp"
#include "tables/table_set.hpp"

namespace sluice::app {

record::Limits record_limits(const config::Limits& limits);
http::PlainHttp plain_http(const config::HttpSettings& settings);

// The outside world of a run; by default the real one.
struct ExternalWorld {
  // One per thread; empty: the network.
  std::function<std::unique_ptr<http::Transport>(record::PagePool*)> transport = {};
  base::Clock* clock = nullptr;           // null: the system's
  std::function<int64_t()> unix_us = {};  // for components; empty: the system's clock
  std::optional<uint64_t> seed = {};      // of the backoff's jitter; nothing: any
  // Values of environment variables; empty: the process's own.
  std::function<std::optional<std::string>(const std::string& name)> variable = {};
};

class HostServices {
 public:
  // `redactor` and what `world` refers to outlive it.
  HostServices(const config::HostSettings& host, services::Redactor& redactor,
               services::Log::Sink sink, const ExternalWorld& world = {});
  HostServices(const HostServices&) = delete;
  HostServices& operator=(const HostServices&) = delete;

  services::Environment& environment() { return environment_; }
  services::Log& log() { return log_; }
  const services::Metrics& metrics() const { return metrics_; }
  http::Service& http() { return http_; }
  credentials::Service& credentials() { return credentials_; }
  record::PagePool& pages() { return pages_; }
  tables::TableFiles& table_files() { return tables_.files; }
  // The data in the state folder that does not belong to pipelines.
  store::UsageStore& usage_store() { return store_; }
  store::BudgetStore& budget_store() { return store_; }
  // Who takes one gives it back before these services end.
  store::LeaseKeeper& leases() { return leases_; }

 private:
  http::TransportFactory transport(const ExternalWorld& world);
  void offer_services();

  services::Log log_;
  services::Interner interner_;
  services::Metrics metrics_;
  platform::SystemClock clock_;
  record::PagePool pages_;
  store::SqliteShared store_;
  SharedRates rates_;
  http::Service http_;
  store::LeaseKeeper leases_;
  store::SqliteInbox inbox_;
  store::SqliteTables table_rows_;
  tables::TableHome tables_;
  credentials::Service credentials_;
  services::Environment environment_;
};

}  // namespace sluice::app
