// The services that all instances share: those of this folder by name, all of them by the id under
// which they are offered. Filled on the main thread before the first Instance; read from any
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "record/limits.hpp"
#include "sluice/ext/documents.h"
#include "sluice/ext/http.h"
#include "sluice/result.hpp"

namespace sluice::services {

class Interner;
class Log;
class Metrics;
class Redactor;

// A C table and the object its functions use; `object` may be null.
struct Offer {
  std::string id;  // SLUICE_EXT_HTTP
  const void* table = nullptr;
  void* object = nullptr;
};

class Environment {
 public:
  // All of it outlives every Instance.
  Environment(Log& own_log, Redactor& own_redactor, Interner& own_interner, Metrics& own_metrics)
      : log(own_log), redactor(own_redactor), interner(own_interner), metrics(own_metrics) {}

  // Both outlive every Instance. Replaces an offer with the same id.
  void offer(std::string_view id, const void* table, void* object);
  // Null: it is not offered here. Valid until the next offer.
  const Offer* find(std::string_view id) const;
  // The object of its table's functions. REQUIRES: it was offered with a T, if at all.
  template <class T>
  T* object(std::string_view id) const {
    const Offer* const offer = find(id);
    return offer ? static_cast<T*>(offer->object) : nullptr;
  }

  // Now, for components: unix_us(), or the system's clock. Microseconds since 1970 UTC. [any]
  int64_t now_us() const;

  Log& log;
  Redactor& redactor;
  Interner& interner;
  Metrics& metrics;
  record::Limits limits = {};             // of batches made through SLUICE_EXT_DOCUMENTS
  std::function<int64_t()> unix_us = {};  // empty: the system's clock. [any]
  base::Clock* clock = nullptr;           // what components wait by; null: they cannot
  std::string work_folder = {};  // where instances get folders of their own; empty: nowhere
  // The values of SLUICE_EXT_ENVIRONMENT. [main]
  std::function<Result<std::string>(const std::string& name)> variable = {};

 private:
  std::vector<Offer> offers_;
};

}  // namespace sluice::services
