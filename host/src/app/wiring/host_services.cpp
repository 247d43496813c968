#include "app/wiring/host_services.hpp"

#include <algorithm>
#include <random>

#include "app/wiring/state_folder.hpp"
#include "app/wiring/variables.hpp"
#include "config/interpolate.hpp"
#include "listener/listener.hpp"
#include "services/own_services.hpp"
#include "services/tables.hpp"
#include "sluice/ext/credentials.h"
#include "sluice/ext/http.h"
#include "sluice/ext/listener.h"
#include "sluice/ext/log.h"

namespace sluice::app {
namespace {

services::Level level_of(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::kDebug:
      return services::Level::kDebug;
    case config::LogLevel::kInfo:
      return services::Level::kInfo;
    case config::LogLevel::kWarning:
      return services::Level::kWarning;
    case config::LogLevel::kError:
      return services::Level::kError;
  }
  return services::Level::kInfo;
}

http::LogSink log_sink(services::Log& log) {
  return [&log](int severity, std::string_view instance, std::string_view message) {
    const int level = std::clamp<int>(severity, SLUICE_LOG_DEBUG, SLUICE_LOG_ERROR);
    log.write(static_cast<services::Level>(level), instance, {}, message);
  };
}

// An invalid key was reported when the config was read (open_workspace).
std::optional<credentials::Cipher> cipher_of(const std::string& key) {
  if (key.empty()) return std::nullopt;
  auto cipher = credentials::Cipher::from_text(key);
  return cipher ? std::optional(*cipher) : std::nullopt;
}

uint64_t any_seed() {
  std::random_device device;  // constructing it takes longer than reading it
  return (uint64_t{device()} << 32) | device();
}

}  // namespace

http::TransportFactory HostServices::transport(const ExternalWorld& world) {
  if (!world.transport) return {};
  return [make = world.transport, pages = &pages_] { return make(pages); };
}

record::Limits record_limits(const config::Limits& limits) {
  record::Limits out;
  out.record_bytes = limits.record;
  out.page_bytes = limits.page;
  out.batch_memory = limits.batch_memory;
  out.depth = limits.depth;
  out.allow_duplicate_keys = limits.allow_duplicate_keys;
  return out;
}

http::PlainHttp plain_http(const config::HttpSettings& settings) {
  return settings.plain ? http::PlainHttp::kByUs : http::PlainHttp::kByCurl;
}

HostServices::HostServices(const config::HostSettings& host, services::Redactor& redactor,
                           services::Log::Sink sink, const ExternalWorld& world)
    : log_(redactor, std::move(sink), level_of(host.log_level)),
      store_(store_file(host.state)),
      rates_(store_, clock_),
      // By another clock than the system's nothing can be shared.
      http_({redactor, log_sink(log_), world.clock ? *world.clock : clock_,
             world.seed.value_or(any_seed()), host.limits.page, &pages_, transport(world),
             plain_http(host.http), world.clock ? nullptr : &rates_}),
      leases_(store_, int64_t{host.lease_s} * 1000),
      inbox_(store_file(host.state)),
      table_rows_(store_file(host.state)),
      tables_{table_rows_},
      credentials_(store_, store_, cipher_of(host.credential_key), host.state),
      environment_(log_, redactor, interner_, metrics_) {
  environment_.limits = record_limits(host.limits);
  environment_.unix_us = world.unix_us;
  environment_.clock = world.clock ? world.clock : &clock_;
  environment_.work_folder = work_folder(host.state);
  environment_.variable = variable_reader(
      host.env, world.variable ? world.variable : config::environment_variable, redactor);
  offer_services();
}

// http, listener and tables find it by the type that the offer was made with.
void HostServices::offer_services() {
  services::offer_own(environment_);
  environment_.offer(SLUICE_EXT_HTTP, http::Service::table(), &http_);
  environment_.offer(SLUICE_EXT_CREDENTIALS, credentials::Service::table(), &credentials_);
  environment_.offer(SLUICE_EXT_TABLES, services::tables_table(), &tables_);
  environment_.offer(SLUICE_EXT_LISTENER, listener::table(),
                     static_cast<store::InboxStore*>(&inbox_));
}

}  // namespace sluice::app
