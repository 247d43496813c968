// A host for components under test: real services, a log to look into, an instance a name. One
// thread.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "record/batch.hpp"
#include "services/instance.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "services/own_services.hpp"
#include "services/redactor.hpp"
#include "sluice/plugin.hpp"
#include "support/text.hpp"

namespace sluice::test {

// Never requested, unless a test says so.
class TestCancel {
 public:
  TestCancel() {
    abi_ = {sizeof abi_, -1,
            [](const sluice_cancel* c) -> int32_t {
              return static_cast<const TestCancel*>(c->host_data)->requested;
            },
            [](const sluice_cancel*) -> int64_t { return INT64_MAX; }, this};
  }
  operator Cancel() const { return Cancel(&abi_); }
  std::atomic<bool> requested = false;

 private:
  sluice_cancel abi_{};
};

class HostRig {
 public:
  HostRig() { services::offer_own(environment); }

  // Makes a T with this configuration; the instance's name is `instance`.
  template <class T>
  Result<std::unique_ptr<T>> create(std::string_view config, std::string_view instance = "test",
                                    const sluice_component* client = nullptr) {
    instances.push_back(std::make_unique<services::Instance>(std::string(instance), environment));
    sluice_create create{sizeof create, slice(T::kId), slice(config), client};
    Context context(instances.back()->host(), &create);
    return T::create(context);
  }
  // The same, which must work.
  template <class T>
  std::unique_ptr<T> make(std::string_view config, std::string_view instance = "test",
                          const sluice_component* client = nullptr) {
    auto made = create<T>(config, instance, client);
    INFO(made.status().message());
    REQUIRE(made.ok());
    return *std::move(made);
  }
  Host host() {
    instances.push_back(std::make_unique<services::Instance>("test", environment));
    return Host(instances.back()->host());
  }

  std::string log_text;
  services::Redactor redactor;
  services::Log log{redactor,
                    [this](std::string_view line) { log_text.append(line).append("\n"); }};
  services::Interner interner;
  services::Metrics metrics;
  services::Environment environment{log, redactor, interner, metrics};
  std::vector<std::unique_ptr<services::Instance>> instances;
};

// One batch a poll, as the host does it.
struct Polled {
  Status status;
  std::string cursor;
  bool partial = false;              // it is said that something was left out
  bool cleared = false;              // the batch left no cursor, whatever was before
  std::vector<std::string> records;  // JSON of the live ones
  std::vector<std::string> failed;   // messages of the failed ones
  size_t deletions = 0;
  std::string page;  // of a poll that failed: what is saved of it
};

// What a poll that ended with `status` left in the batch.
inline Polled polled(record::Batch& batch, Status status) {
  Polled out;
  out.status = std::move(status);
  out.cursor = view(batch.abi()->cursor);
  out.cleared = batch.cursor_cleared();
  out.partial = Batch(batch.abi()).partial();
  if (!out.status.ok() && out.status.code() != SLUICE_END && out.status.code() != SLUICE_PAUSED)
    return out.page = view(batch.abi()->text), out;
  for (size_t i = 0; i < batch.abi()->count; i++) {
    sluice_record& record = *sluice_record_at(batch.abi(), i);
    if (record.op == SLUICE_OP_DELETE) out.deletions++;
    if (record.state == SLUICE_RECORD_FAILED) {
      auto* error = batch.error_of(i);
      out.failed.push_back(error ? error->message : "");
      continue;
    }
    sluice_slice text{};
    REQUIRE(batch.abi()->json->write(batch.abi(), &record.root, &text) == SLUICE_OK);
    out.records.emplace_back(view(text));
  }
  return out;
}

inline Polled poll(Subscriber& subscriber, const record::Limits& limits = {},
                   const TestCancel& cancel = {}) {
  record::Batch batch(limits);
  Status status = subscriber.poll(Batch(batch.abi()), cancel);
  return polled(batch, std::move(status));
}

// Calls `poll` until the walk is over or fails; cursor and status are the last ones.
template <class Poll>
Polled walk_by(Poll&& poll) {
  Polled all;
  for (int i = 0; i < 10'000; i++) {
    Polled one = poll();
    all.status = one.status;
    all.partial = one.partial;
    if (!one.cursor.empty() || one.cleared) all.cursor = one.cursor;
    all.records.insert(all.records.end(), one.records.begin(), one.records.end());
    all.failed.insert(all.failed.end(), one.failed.begin(), one.failed.end());
    all.deletions += one.deletions;
    if (!one.status.ok()) return all;
  }
  FAIL("the walk has no end");
  return all;
}
inline Polled walk(Subscriber& subscriber, const record::Limits& limits = {}) {
  return walk_by([&] { return poll(subscriber, limits); });
}

// What became of one record, and of a batch of them.
struct Outcome {
  sluice_status status;
  std::string message;
};
struct Published {
  Status status;
  std::vector<Outcome> outcomes;
};

// Lines of NDJSON as the batch's records.
inline void read_lines(record::Batch& batch, std::string_view lines) {
  char* page = batch.abi()->json->reserve_page(batch.abi(), lines.size());
  std::memcpy(page, lines.data(), lines.size());
  sluice_error error{};
  error.struct_size = sizeof error;
  REQUIRE(batch.abi()->json->parse_lines(batch.abi(), lines.size(), 1, &error) == SLUICE_OK);
}

// Calls `publish(sluice_outcome*)` for the batch.
template <class Publish>
Published published(record::Batch& batch, Publish&& publish) {
  std::vector<sluice_outcome> outcomes(batch.abi()->count);
  Published out;
  out.status = publish(outcomes.data());
  for (const sluice_outcome& o : outcomes)
    out.outcomes.push_back({o.status, std::string(view(o.message))});
  return out;
}

}  // namespace sluice::test
