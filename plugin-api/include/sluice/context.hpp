// What a component gets when it is made: its configuration, its client, the host's services.
// Lives for the call to `create`; keep `host()`, interned text and ClientRef, not the Context.
#pragma once

#include <chrono>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/http.hpp"
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
    if (auto* log = extension<sluice_log>("sluice.log/1"))
      log->write(host_, severity, slice(message));
  }
  // From now on `secret` never appears in a log, an error or a task.
  void protect(std::string_view secret) const {
    if (auto* table = extension<sluice_secret>("sluice.secret/1"))
      table->protect(host_, slice(secret));
  }
  // Microseconds since 1970 UTC; in a run from a recording, when that was made.
  int64_t unix_us() const {
    if (auto* clock = extension<sluice_clock>("sluice.clock/1")) return clock->unix_us(host_);
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  }
  void count(std::string_view metric, int64_t delta = 1) const {
    if (auto* table = extension<sluice_metrics>("sluice.metrics/1"))
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
        documents_(host_.extension<sluice_documents>("sluice.documents/1")) {}
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
  // The client of the `client` setting; false if there is none.
  ClientRef client() const {
    return {create_->client, host_.extension<sluice_http>("sluice.http/1")};
  }

 private:
  Host host_;
  const sluice_create* create_;
  const sluice_documents* documents_;
  sluice_batch* batch_ = nullptr;
  sluice_value config_{};
};

}  // namespace sluice
