// What a component gets when it is made: its configuration, its client, the host's services.
// Lives for the call to `create`; keep `host()`, interned text and ClientRef, not the Context.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/error.hpp"
#include "sluice/ext/clock.h"
#include "sluice/ext/documents.h"
#include "sluice/ext/http.h"
#include "sluice/ext/log.h"
#include "sluice/ext/metrics.h"
#include "sluice/ext/secret.h"
#include "sluice/field.hpp"
#include "sluice/http.hpp"
#include "sluice/record.h"
#include "sluice/value.hpp"

namespace sluice {

// The host's services, as kept by a component. [any]
class Host {
 public:
  explicit Host(const sluice_host* host) : host_(host) {}

  const sluice_host* abi() const { return host_; }
  std::string_view instance() const { return view(host_->instance); }
  // A service's table by its id, or NULL.
  template <class Table>
  const Table* extension(const char* id) const {
    return static_cast<const Table*>(host_->get_extension(host_, id));
  }
  // Text for records that comes from configuration: lives as long as the process.
  sluice_slice intern(std::string_view text) const { return host_->intern(host_, slice(text)); }
  void log(int32_t severity, std::string_view message) const {
    if (auto* log = extension<sluice_log>(SLUICE_EXT_LOG))
      log->write(host_, severity, slice(message));
  }
  // From now on `secret` never appears in a log, an error or a task.
  void protect(std::string_view secret) const {
    if (auto* table = extension<sluice_secret>(SLUICE_EXT_SECRET))
      table->protect(host_, slice(secret));
  }
  // Microseconds since 1970 UTC; in a run from a recording, when that was made.
  int64_t unix_us() const {
    if (auto* clock = extension<sluice_clock>(SLUICE_EXT_CLOCK)) return clock->unix_us(host_);
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  }
  // False: cancelled before `ms` were over, or the host cannot wait. [any]
  bool wait(int64_t ms, const Cancel& cancel) const {
    auto* clock = extension<sluice_clock>(SLUICE_EXT_CLOCK);
    return clock && SLUICE_HAS(clock, wait) && clock->wait(host_, ms, cancel.abi());
  }
  void count(std::string_view metric, int64_t delta = 1) const {
    if (auto* table = extension<sluice_metrics>(SLUICE_EXT_METRICS))
      table->add(host_, slice(metric), delta);
  }

 private:
  const sluice_host* host_;
};

class Context {
 public:
  Context(const sluice_host* host, const sluice_create* create)
      : host_(host),
        create_(create),
        documents_(host_.extension<sluice_documents>(SLUICE_EXT_DOCUMENTS)) {}
  ~Context() {
    if (batch_) documents_->release(host_.abi(), batch_);
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  const Host& host() const { return host_; }
  std::string_view component() const { return view(create_->component); }
  // The configuration as text, and as a value that lives as long as this Context.
  std::string_view config_text() const { return view(create_->config); }
  Result<Value> config() {
    if (!documents_) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.documents/1");
    if (!batch_) {
      batch_ = documents_->create(host_.abi());
      if (!batch_) return Status(SLUICE_E_NO_MEMORY, "no memory for the configuration");
      if (auto code = batch_->json->parse(batch_, create_->config, &config_))
        return Status(code, "the configuration is not JSON");
    }
    return Value(batch_, &config_);
  }
  // One setting; absent where there is none. Throws Error if the configuration cannot be read.
  Value setting(std::string_view name) {
    auto all = config();
    if (!all) throw Error(all.status());
    return (*all)[name];
  }
  // The record field that a setting names. Throws Error: it names none.
  Field field(std::string_view setting_name) {
    const std::string_view name = setting(setting_name).string_or("");
    if (name.empty())
      throw Error(Status::invalid("/" + std::string(setting_name), "give the name of a field"));
    return Field(host_.abi(), name);
  }
  // The client of the `client` setting; false if there is none.
  ClientRef client() const {
    return {create_->client, host_.extension<sluice_http>(SLUICE_EXT_HTTP)};
  }

 private:
  Host host_;
  const sluice_create* create_;
  const sluice_documents* documents_;
  sluice_batch* batch_ = nullptr;
  sluice_value config_{};
};

}  // namespace sluice
