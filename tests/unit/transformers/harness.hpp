// A transformer over a batch of records given as JSON, read back as JSON with their states.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "record/batch.hpp"
#include "sluice/plugin.hpp"
#include "support/fake_host.hpp"

namespace sluice {

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

  FakeHost& host() { return host_; }
  Component& component() { return **component_; }

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
