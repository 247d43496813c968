#include "services/own_services.hpp"

#include <algorithm>
#include <filesystem>

#include "record/batch.hpp"
#include "record/record_tables.hpp"
#include "services/instance.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "services/redactor.hpp"
#include "sluice/ext/clock.h"
#include "sluice/ext/credentials.h"
#include "sluice/ext/documents.h"
#include "sluice/ext/environment.h"
#include "sluice/ext/findings.h"
#include "sluice/ext/http.h"
#include "sluice/ext/listener.h"
#include "sluice/ext/log.h"
#include "sluice/ext/metrics.h"
#include "sluice/ext/record_keys.h"
#include "sluice/ext/secret.h"
#include "sluice/ext/secret_names.h"
#include "sluice/ext/state.h"
#include "sluice/ext/work_folder.h"

namespace sluice::services {
namespace {

// Services may run out of memory; a component cannot do anything about a lost log line.
template <class F>
void quietly(F&& call) noexcept {
  try {
    call();
  } catch (...) {
  }
}

std::string finding(sluice_slice pointer, sluice_slice message) {
  return std::string(view(pointer)).append(": ").append(view(message));
}

void write_log(const sluice_host* host, int32_t severity, sluice_slice message) {
  quietly([&] {
    const Instance& from = Instance::of(host);
    const int32_t level = std::clamp<int32_t>(severity, SLUICE_LOG_DEBUG, SLUICE_LOG_ERROR);
    from.environment().log.write(static_cast<Level>(level), from.name(), {}, view(message));
  });
}

void protect(const sluice_host* host, sluice_slice value) {
  quietly([&] { Instance::of(host).environment().redactor.protect(view(value)); });
}

sluice_status name_secrets(const sluice_host* host, sluice_slice text, sluice_text* out) {
  try {
    const SecretReferences& secrets = Instance::of(host).environment().redactor.references();
    out->put(out, slice(secrets.mark_for_digest(view(text))));
    return SLUICE_OK;
  } catch (...) {
    return SLUICE_E_NO_MEMORY;
  }
}

void add_metric(const sluice_host* host, sluice_slice name, int64_t delta) {
  quietly([&] {
    const Instance& from = Instance::of(host);
    from.environment().metrics.add(from.name(), view(name), delta);
  });
}

void add_problem(const sluice_host* host, sluice_slice pointer, sluice_slice message) {
  quietly([&] { Instance::of(host).findings().problems.push_back(finding(pointer, message)); });
}

void add_warning(const sluice_host* host, sluice_slice pointer, sluice_slice message) {
  quietly([&] { Instance::of(host).findings().warnings.push_back(finding(pointer, message)); });
}

// Without a batch whose attempt it could belong to (a request's transformers), it is logged.
void add_remark(const sluice_host* host, sluice_slice what, sluice_slice example, uint64_t count) {
  quietly([&] {
    const Instance& from = Instance::of(host);
    if (StateAccess* state = from.state())
      return state->remark({std::string(view(what)), std::string(view(example)), count});
    from.environment().log.warning(from.name(), {}, counted_text(view(what), count));
  });
}

sluice_status get_variable(const sluice_host* host, sluice_slice name, sluice_text* out,
                           sluice_error* error) {
  const auto& variable = Instance::of(host).environment().variable;
  if (!variable) return export_status({SLUICE_E_UNSUPPORTED, "this host has no variables"}, error);
  try {
    const Result<std::string> value = variable(std::string(view(name)));
    if (value) out->put(out, slice(*value));
    return export_status(value.status(), error);
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

sluice_status get_state(const sluice_host* host, sluice_batch* batch, sluice_slice key,
                        sluice_text* out) {
  StateAccess* state = Instance::of(host).state();
  if (!state) return SLUICE_E_UNSUPPORTED;
  try {
    const auto value = state->get(batch, view(key));
    if (value && *value) out->put(out, slice(**value));
    return value.status().code();
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

sluice_status put_state(const sluice_host* host, sluice_batch* batch, sluice_slice key,
                        sluice_slice value) {
  StateAccess* state = Instance::of(host).state();
  if (!state) return SLUICE_E_UNSUPPORTED;
  try {
    return state->put(batch, view(key), view(value)).code();
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

sluice_status put_state_for(const sluice_host* host, sluice_batch* batch, size_t index,
                            sluice_slice key, sluice_slice value) {
  StateAccess* state = Instance::of(host).state();
  if (!state) return SLUICE_E_UNSUPPORTED;
  try {
    return state->put_for(batch, index, view(key), view(value)).code();
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

sluice_status put_or_join_state_for(const sluice_host* host, sluice_batch* batch, size_t index,
                                    sluice_slice key, sluice_slice late, sluice_slice value) {
  StateAccess* state = Instance::of(host).state();
  if (!state) return SLUICE_E_UNSUPPORTED;
  try {
    return state->put_or_join_for(batch, index, view(key), view(late), view(value)).code();
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

int32_t is_resumed(const sluice_host* host) {
  const StateAccess* state = Instance::of(host).state();
  return state && state->resumed();
}

int32_t is_retry(const sluice_host* host) {
  const StateAccess* state = Instance::of(host).state();
  return state && state->is_retry();
}

int64_t run_of(const sluice_host* host) {
  const StateAccess* state = Instance::of(host).state();
  return state ? state->run() : 0;
}

int64_t unix_us(const sluice_host* host) { return Instance::of(host).environment().now_us(); }

int32_t wait_ms(const sluice_host* host, int64_t ms, const sluice_cancel* cancel) {
  base::Clock* const clock = Instance::of(host).environment().clock;
  return clock && clock->wait(ms, cancel);
}

Result<std::string> work_folder_of(const Instance& instance) {
  namespace fs = std::filesystem;
  const std::string& all = instance.environment().work_folder;
  if (all.empty()) return Status(SLUICE_E_UNSUPPORTED, "this host has no folders for components");
  const fs::path folder = fs::path(all) / instance.folder();
  std::error_code error;
  fs::create_directories(folder, error);
  for (const fs::path& made : {fs::path(all), folder})
    if (!error) fs::permissions(made, fs::perms::owner_all, error);
  if (error)
    return Status(SLUICE_E_INVALID,
                  "the folder " + folder.string() + " cannot be made: " + error.message());
  return folder.string();
}

sluice_status work_folder(const sluice_host* host, sluice_text* out, sluice_error* error) {
  try {
    const auto folder = work_folder_of(Instance::of(host));
    if (folder) out->put(out, slice(*folder));
    return export_status(folder.status(), error);
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

sluice_batch* create_document(const sluice_host* host) {
  try {
    // Owned by the component until it comes back to release().
    return (new record::Batch(Instance::of(host).environment().limits))->abi();
  } catch (...) {
    return nullptr;
  }
}

void release_document(const sluice_host*, sluice_batch* batch) {
  if (batch) delete &record::Batch::of(batch);
}

sluice_status put_record_keys(const sluice_host*, sluice_batch* batch, sluice_slice* out) {
  try {
    record::Batch& content = record::Batch::of(batch);
    const record::KeySource* source = content.key_source();
    if (!source) return SLUICE_E_UNSUPPORTED;
    for (const std::string& key : source->keys(content)) {
      *out = content.arena().copy(slice(key));
      if (!out++->data) return SLUICE_E_NO_MEMORY;
    }
    return SLUICE_OK;
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

constexpr sluice_record_keys kRecordKeys{sizeof(sluice_record_keys), put_record_keys};
constexpr sluice_log kLog{sizeof(sluice_log), write_log};
constexpr sluice_secret kSecret{sizeof(sluice_secret), protect};
constexpr sluice_secret_names kSecretNames{sizeof(sluice_secret_names), name_secrets};
constexpr sluice_clock kClock{sizeof(sluice_clock), unix_us, wait_ms};
constexpr sluice_metrics kMetrics{sizeof(sluice_metrics), add_metric};
constexpr sluice_findings kFindings{sizeof(sluice_findings), add_problem, add_warning, add_remark};
constexpr sluice_environment kEnvironment{sizeof(sluice_environment), get_variable};
constexpr sluice_work_folder kWorkFolder{sizeof(sluice_work_folder), work_folder};
constexpr sluice_documents kDocuments{sizeof(sluice_documents), create_document, release_document};
constexpr sluice_state kState{sizeof(sluice_state), get_state, put_state, is_resumed,
                              put_state_for,        run_of,    is_retry,  put_or_join_state_for};

}  // namespace

void offer_own(Environment& environment) {
  environment.offer(SLUICE_EXT_LOG, &kLog, nullptr);
  environment.offer(SLUICE_EXT_SECRET, &kSecret, nullptr);
  environment.offer(SLUICE_EXT_SECRET_NAMES, &kSecretNames, nullptr);
  environment.offer(SLUICE_EXT_CLOCK, &kClock, nullptr);
  environment.offer(SLUICE_EXT_METRICS, &kMetrics, nullptr);
  environment.offer(SLUICE_EXT_FINDINGS, &kFindings, nullptr);
  environment.offer(SLUICE_EXT_ENVIRONMENT, &kEnvironment, nullptr);
  environment.offer(SLUICE_EXT_STATE, &kState, nullptr);
  environment.offer(SLUICE_EXT_WORK_FOLDER, &kWorkFolder, nullptr);
  environment.offer(SLUICE_EXT_RECORD_KEYS, &kRecordKeys, nullptr);
  environment.offer(SLUICE_EXT_DOCUMENTS, &kDocuments, nullptr);
  environment.offer("sluice.json/1", record::json_table(), nullptr);
}

}  // namespace sluice::services
