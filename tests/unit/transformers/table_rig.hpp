// Real services, with tables in memory, for steps that look up and remember.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/batch.hpp"
#include "services/instance.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "services/own_services.hpp"
#include "services/redactor.hpp"
#include "services/tables.hpp"
#include "sluice/plugin.hpp"

namespace sluice::test {

class FakeTable final : public sluice_table {
 public:
  FakeTable(std::string own_name, bool stored)
      : sluice_table(std::move(own_name)), stored_(stored) {}

  bool is_stored() const override { return stored_; }
  Status read(std::span<const std::string_view> keys, const Take& take) const override {
    reads++;
    if (!failure.ok()) return failure;
    for (size_t i = 0; i < keys.size(); i++)
      if (const auto found = rows.find(keys[i]); found != rows.end())
        take(i, found->second, expires_us);
    return {};
  }

  std::map<std::string, std::string, std::less<>> rows;
  int64_t expires_us = 0;  // of all
  Status failure;
  mutable int reads = 0;

 private:
  const bool stored_;
};

class FakeTables final : public services::TableSource {
 public:
  FakeTable& add(const std::string& name, bool stored = false) {
    return *tables_.emplace(name, std::make_unique<FakeTable>(name, stored)).first->second;
  }
  Result<const sluice_table*> find(std::string_view name) override {
    const auto found = tables_.find(name);
    if (found == tables_.end())
      return Status(SLUICE_E_INVALID, "there is no table \"" + std::string(name) + "\"");
    return found->second.get();
  }

 private:
  std::map<std::string, std::unique_ptr<FakeTable>, std::less<>> tables_;
};

// What was put, by table and key, as "JSON" or "removed", with the time if it expires.
class PutRows final : public services::StateAccess {
 public:
  Result<std::optional<std::string>> get(sluice_batch*, std::string_view) override {
    return std::optional<std::string>();
  }
  Status put(sluice_batch*, std::string_view, std::string_view) override { return {}; }
  Status put_for(sluice_batch*, size_t, std::string_view, std::string_view) override { return {}; }
  std::optional<services::RowWrite> row(std::string_view table, std::string_view key) override {
    const auto found = rows.find({std::string(table), std::string(key)});
    return found == rows.end() ? std::nullopt : std::optional(found->second);
  }
  Status put_row(sluice_batch*, size_t index, std::string_view table, std::string_view key,
                 services::RowWrite row) override {
    rows.insert_or_assign({std::string(table), std::string(key)}, std::move(row));
    records.push_back(index);
    return {};
  }
  bool resumed() const override { return false; }
  void remark(services::Remark remark) override { remarks.push_back(remark.what); }

  std::map<std::pair<std::string, std::string>, services::RowWrite> rows;
  std::vector<size_t> records;  // because of which rows were put
  std::vector<std::string> remarks;
};

class TableRig {
 public:
  TableRig() {
    services::offer_own(environment_);
    environment_.offer(SLUICE_EXT_TABLES, services::tables_table(), nullptr);
    environment_.unix_us = [this] { return now_us; };
    instance_.set_tables(&tables);
  }

  // Makes the step; its problems as "/pointer: message", or nothing.
  template <class Step>
  std::string make(std::string_view config) {
    instance_.findings() = {};
    sluice_create args{sizeof args, slice(Step::kId), slice(config), nullptr};
    Context context(instance_.host(), &args);
    auto made = Step::create(context);
    instance_.set_state(&put);
    if (made.ok()) return step_ = *std::move(made), std::string();
    std::string out;
    for (const std::string& one : instance_.findings().problems) out += one + "\n";
    return out.empty() ? made.status().message() : out;
  }

  Status run(std::initializer_list<std::string_view> records) {
    batch_ = std::make_unique<record::Batch>(record::Limits{});
    sluice_batch* const abi = batch_->abi();
    for (const std::string_view text : records) {
      size_t index = 0;
      REQUIRE(abi->records_api->add_source(abi, slice(text), &index) == SLUICE_OK);
    }
    return step_->transform_batch(Batch(abi), Cancel(nullptr));
  }
  // "{...}", or "failed: message".
  std::string result(size_t i) {
    const sluice_record* record = sluice_record_at(batch_->abi(), i);
    if (record->state == SLUICE_RECORD_FAILED) return "failed: " + batch_->error_of(i)->message;
    sluice_slice out{};
    REQUIRE(batch_->abi()->json->write(batch_->abi(), &record->root, &out) == SLUICE_OK);
    return std::string(view(out));
  }
  std::string change(std::string_view record) {
    const Status status = run({record});
    return status.ok() ? result(0) : "status: " + status.message();
  }

  FakeTables tables;
  PutRows put;
  int64_t now_us = 1'700'000'000'000'000;

 private:
  services::Redactor redactor_;
  services::Log log_{redactor_, [](std::string_view) {}};
  services::Interner interner_;
  services::Metrics metrics_;
  services::Environment environment_{log_, redactor_, interner_, metrics_};
  services::Instance instance_{"pipelines.p.transformers[0]", environment_};
  std::unique_ptr<Transformer> step_;
  std::unique_ptr<record::Batch> batch_;
};

}  // namespace sluice::test
