// A host just large enough for a component: documents, interned text, variables, log, time, state
// that is kept at once, and what the component finds.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "record/batch.hpp"
#include "sluice/ext/environment.h"
#include "sluice/ext/findings.h"
#include "sluice/ext/state.h"
#include "sluice/plugin.hpp"

namespace sluice {

class FakeHost {
 public:
  FakeHost() {
    documents_ = {sizeof documents_, create_document, release_document};
    findings_ = {sizeof findings_, add<&FakeHost::problems>, add<&FakeHost::warnings>, add_remark};
    environment_ = {sizeof environment_, get_variable};
    log_ = {sizeof log_, write_line};
    clock_ = {sizeof clock_, unix_us, wait_ms};
    state_ = {sizeof state_, get_state,  put_state, is_resumed,
              put_state_for, run_number, in_retry,  put_or_join_state_for};
    host_.struct_size = sizeof host_;
    host_.get_extension = get_extension;
    host_.intern = intern;
    host_.host_data = this;
  }
  const sluice_host* abi() const { return &host_; }

  // What the component said, each "/pointer: message"; remarks "2 comparison of …, record id=7".
  std::vector<std::string> problems, warnings, remarks;
  std::map<std::string, std::string, std::less<>> variables;
  std::vector<std::string> lines;  // of the log, each "1 message": severity in front
  int64_t now_us = 1'700'000'000'000'000;
  std::vector<int64_t> waits;  // in ms; time passes only in them
  std::map<std::string, std::string, std::less<>> state;
  bool has_state = true;
  int64_t run = 1;  // of the pipeline
  bool resumed = false, is_retry = false;

 private:
  static void write_line(const sluice_host* host, int32_t severity, sluice_slice message) {
    of(host).lines.push_back(std::to_string(severity) + " " + std::string(view(message)));
  }
  static int64_t unix_us(const sluice_host* host) { return of(host).now_us; }
  static int32_t wait_ms(const sluice_host* host, int64_t ms, const sluice_cancel* cancel) {
    if (cancel && cancel->requested(cancel)) return 0;
    of(host).waits.push_back(ms);
    of(host).now_us += ms * 1000;
    return 1;
  }
  static sluice_status get_state(const sluice_host* host, sluice_batch*, sluice_slice key,
                                 sluice_text* out) {
    const auto found = of(host).state.find(view(key));
    if (found != of(host).state.end()) out->put(out, slice(found->second));
    return SLUICE_OK;
  }
  static sluice_status put_state(const sluice_host* host, sluice_batch*, sluice_slice key,
                                 sluice_slice value) {
    of(host).state[std::string(view(key))] = view(value);
    return SLUICE_OK;
  }
  static int32_t is_resumed(const sluice_host* host) {
    return of(host).resumed || of(host).is_retry;
  }
  static int32_t in_retry(const sluice_host* host) { return of(host).is_retry; }
  static int64_t run_number(const sluice_host* host) { return of(host).run; }
  static sluice_status put_state_for(const sluice_host* host, sluice_batch* batch, size_t,
                                     sluice_slice key, sluice_slice value) {
    return put_state(host, batch, key, value);
  }
  // Every record is through at once.
  static sluice_status put_or_join_state_for(const sluice_host* host, sluice_batch* batch, size_t,
                                             sluice_slice key, sluice_slice, sluice_slice value) {
    return put_state(host, batch, key, value);
  }
  template <std::vector<std::string> FakeHost::*List>
  static void add(const sluice_host* host, sluice_slice pointer, sluice_slice message) {
    (of(host).*List).push_back(std::string(view(pointer)).append(": ").append(view(message)));
  }
  static void add_remark(const sluice_host* host, sluice_slice what, sluice_slice example,
                         uint64_t count) {
    of(host).remarks.push_back(std::to_string(count) + " " + std::string(view(what)) + ", " +
                               std::string(view(example)));
  }
  static sluice_status get_variable(const sluice_host* host, sluice_slice name, sluice_text* out,
                                    sluice_error* error) {
    const auto found = of(host).variables.find(view(name));
    if (found == of(host).variables.end())
      return export_status(
          {SLUICE_E_INVALID, "the environment variable " + std::string(view(name)) + " is not set"},
          error);
    out->put(out, slice(found->second));
    return SLUICE_OK;
  }
  static FakeHost& of(const sluice_host* host) { return *static_cast<FakeHost*>(host->host_data); }
  static const void* get_extension(const sluice_host* host, const char* id) {
    const std::string_view wanted(id);
    if (wanted == SLUICE_EXT_FINDINGS) return &of(host).findings_;
    if (wanted == SLUICE_EXT_ENVIRONMENT) return &of(host).environment_;
    if (wanted == SLUICE_EXT_LOG) return &of(host).log_;
    if (wanted == SLUICE_EXT_CLOCK) return &of(host).clock_;
    if (wanted == SLUICE_EXT_STATE && of(host).has_state) return &of(host).state_;
    return wanted == SLUICE_EXT_DOCUMENTS ? &of(host).documents_ : nullptr;
  }
  static sluice_slice intern(const sluice_host* host, sluice_slice text) {
    return slice(*of(host).kept_.emplace(view(text)).first);
  }
  static sluice_batch* create_document(const sluice_host*) {
    return (new record::Batch(record::Limits{}))->abi();
  }
  static void release_document(const sluice_host*, sluice_batch* batch) {
    delete &record::Batch::of(batch);
  }

  sluice_documents documents_{};
  sluice_findings findings_{};
  sluice_environment environment_{};
  sluice_log log_{};
  sluice_clock clock_{};
  sluice_state state_{};
  sluice_host host_{};
  std::unordered_set<std::string> kept_;
};

}  // namespace sluice
