// A host just large enough for a transformer: documents, interned text, and a batch of records
// given as JSON, read back as JSON with their states.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "record/batch.hpp"
#include "sluice/ext/environment.h"
#include "sluice/ext/findings.h"
#include "sluice/plugin.hpp"

namespace sluice {

class FakeHost {
 public:
  FakeHost() {
    documents_ = {sizeof documents_, create_document, release_document};
    findings_ = {sizeof findings_, add<&FakeHost::problems>, add<&FakeHost::warnings>, add_remark};
    environment_ = {sizeof environment_, get_variable};
    host_.struct_size = sizeof host_;
    host_.get_extension = get_extension;
    host_.intern = intern;
    host_.host_data = this;
  }
  const sluice_host* abi() const { return &host_; }

  // What the component said, each "/pointer: message"; remarks "2 comparison of …, record id=7".
  std::vector<std::string> problems, warnings, remarks;
  std::map<std::string, std::string, std::less<>> variables;

 private:
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
  sluice_host host_{};
  std::unordered_set<std::string> kept_;
};

// One component and one batch it works on.
template <class Component>
class Harness {
 public:
  explicit Harness(std::string_view config, const record::Limits& limits = {},
                   std::map<std::string, std::string, std::less<>> variables = {})
      : limits_(limits), component_(make(given(host_, std::move(variables)), config)) {
    REQUIRE_MESSAGE(component_.ok(), component_.status().message());
  }

  // Why `create` refuses the configuration.
  static std::string refusal(std::string_view config) {
    FakeHost host;
    auto made = make(host, config);
    return made.ok() ? "(accepted)" : made.status().message();
  }

  // All that create says of the configuration, with these variables to ask for.
  static std::unique_ptr<FakeHost> asked(
      std::string_view config, std::map<std::string, std::string, std::less<>> variables = {}) {
    auto host = std::make_unique<FakeHost>();
    static_cast<void>(make(given(*host, std::move(variables)), config));
    return host;
  }

  const FakeHost& host() const { return host_; }

  // Records in; transform's own status out.
  Status run(std::initializer_list<std::string_view> records) {
    batch_ = std::make_unique<record::Batch>(limits_);
    for (std::string_view text : records) {
      size_t index = 0;
      REQUIRE(abi()->records_api->add_source(abi(), slice(text), &index) == SLUICE_OK);
    }
    return again();
  }
  // The component once more, on what it left.
  Status again() { return (*component_)->transform_batch(Batch(abi()), Cancel(nullptr)); }

  sluice_batch* abi() { return batch_->abi(); }
  record::Batch& batch() { return *batch_; }

  // "{...}", "filtered", or "failed: message".
  std::string result(size_t i) {
    const sluice_record* record = sluice_record_at(abi(), i);
    if (record->state == SLUICE_RECORD_FILTERED) return "filtered";
    if (record->state == SLUICE_RECORD_FAILED) return "failed: " + batch_->error_of(i)->message;
    sluice_slice out{};
    REQUIRE(abi()->json->write(abi(), &record->root, &out) == SLUICE_OK);
    return std::string(view(out));
  }
  // One record in, its result out.
  std::string change(std::string_view record) {
    Status status = run({record});
    return status.ok() ? result(0) : "status: " + status.message();
  }
  std::vector<std::string> live() {
    std::vector<std::string> out;
    for (size_t i = 0; i < abi()->count; i++)
      if (sluice_record_at(abi(), i)->state == SLUICE_RECORD_LIVE) out.push_back(result(i));
    return out;
  }

 private:
  static FakeHost& given(FakeHost& host,
                         std::map<std::string, std::string, std::less<>> variables) {
    host.variables = std::move(variables);
    return host;
  }
  static Result<std::unique_ptr<Component>> make(FakeHost& host, std::string_view config) {
    sluice_create args{};
    args.struct_size = sizeof args;
    args.component = slice(Component::kId);
    args.config = slice(config);
    Context context(host.abi(), &args);
    return Component::create(context);
  }

  FakeHost host_;
  record::Limits limits_;
  Result<std::unique_ptr<Component>> component_;
  std::unique_ptr<record::Batch> batch_;
};

}  // namespace sluice
