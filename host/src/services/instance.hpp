// What stands behind one component's `const sluice_host*`: its name and the host services it may
// ask for. Made on the main thread before the component and destroyed after it; the services
// themselves may be called from any thread, state and documents from the component's lane.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/limits.hpp"
#include "sluice/abi.h"
#include "sluice/ext/credentials.h"
#include "sluice/ext/documents.h"
#include "sluice/ext/http.h"
#include "sluice/ext/listener.h"
#include "sluice/result.hpp"

namespace sluice::http {
class Service;
}

namespace sluice::credentials {
class Service;
}

namespace sluice::store {
class InboxStore;
}

namespace sluice::services {

class Interner;
class Log;
class Metrics;
class Redactor;

// What a transformer met that fails no record and is hardly meant (findings.h, remark).
struct Remark {
  std::string what;     // begins with a noun in the singular
  std::string example;  // the first record it was met at
  uint64_t count = 0;
};
// "12 comparisons of text with a number".
std::string counted_text(std::string_view what, uint64_t count);

// What a component said at create besides its status, each "/pointer: message".
struct Findings {
  std::vector<std::string> problems, warnings;
};

// One instance's keys in the state store, read and written within a batch. The pipeline
// implements it. [lane]
class StateAccess {
 public:
  virtual ~StateAccess() = default;
  virtual Result<std::optional<std::string>> get(sluice_batch* batch, std::string_view key) = 0;
  // An empty value removes the key.
  virtual Status put(sluice_batch* batch, std::string_view key, std::string_view value) = 0;
  // The same because of a record of the batch: lost if that one parks.
  virtual Status put_for(sluice_batch* batch, size_t index, std::string_view key,
                         std::string_view value) = 0;
  // The walk goes on where an earlier run stopped.
  virtual bool resumed() const = 0;
  // Counts if the batch in hand is settled as this attempt leaves it.
  // Who keeps it moves it. NOLINTNEXTLINE(performance-unnecessary-value-param)
  virtual void remark(Remark) {}
};

// The services all instances share. Everything referred to outlives every Instance.
struct Environment {
  Log& log;
  Redactor& redactor;
  Interner& interner;
  Metrics& metrics;
  http::Service* http = nullptr;                // what the functions of http_table work on
  const sluice_http* http_table = nullptr;      // NULL: this host offers no SLUICE_EXT_HTTP
  record::Limits limits = {};                   // of batches made through SLUICE_EXT_DOCUMENTS
  credentials::Service* credentials = nullptr;  // as http and http_table
  const sluice_credentials* credentials_table = nullptr;    // NULL: no SLUICE_EXT_CREDENTIALS
  std::function<int64_t()> unix_us = {};                    // empty: the system's clock. [any]
  store::InboxStore* inbox = nullptr;                       // as http and http_table
  const sluice_listener_service* listener_table = nullptr;  // NULL: no SLUICE_EXT_LISTENER
  std::string work_folder = {};  // where instances get folders of their own; empty: nowhere
  // What SLUICE_EXT_ENVIRONMENT answers. [main]
  std::function<Result<std::string>(const std::string& name)> variable = {};
};

class Instance {
 public:
  // `name`: "clients.shop", "pipelines.p.transformers[0]".
  Instance(std::string name, Environment& environment);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // The instance a component's host pointer belongs to. REQUIRES: `host` came from host(). [any]
  static Instance& of(const sluice_host* host);

  const sluice_host* host() const { return &host_; }
  const std::string& name() const { return name_; }
  Environment& environment() const { return environment_; }

  // Borrowed; NULL (the default) makes SLUICE_EXT_STATE response E_UNSUPPORTED. Set it before the
  // component's lane starts.
  void set_state(StateAccess* state) { state_ = state; }
  StateAccess* state() const { return state_; }
  // Of its component's create. [main]
  Findings& findings() { return findings_; }

 private:
  std::string name_;
  Environment& environment_;
  StateAccess* state_ = nullptr;
  Findings findings_;
  sluice_host host_;
};

}  // namespace sluice::services
