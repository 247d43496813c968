// Dies at every call the engine makes, before or after the call has had its effect, then runs
// again: from the death on nothing the engine does has an effect, as if the process were gone.
#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// Counts calls from all threads; call n / 2 dies before (n even) or after (n odd) its effect.
class Fate {
 public:
  explicit Fate(long dies_at) : dies_at_(dies_at) {}
  bool dead() const { return dead_; }
  // Runs `effect` unless dead; the status the engine sees.
  template <class F>
  sluice_status act(F&& effect) {
    const long call = calls_++;
    if (call * 2 == dies_at_) dead_ = true;
    if (dead_) return SLUICE_E_CANCELLED;
    const sluice_status status = effect();
    if (call * 2 + 1 == dies_at_) dead_ = true;
    return dead_ ? SLUICE_E_CANCELLED : status;
  }

 private:
  const long dies_at_;
  std::atomic<long> calls_ = 0;
  std::atomic<bool> dead_ = false;
};

class DoomedStore : public store::PipelineStore {
 public:
  DoomedStore(store::PipelineStore& real, Fate& fate) : real_(real), fate_(fate) {}
  Result<store::PipelineState> load(std::string_view p) override { return real_.load(p); }
  Status commit(std::string_view p, const store::CommitKey& key,
                const store::Delta& delta) override {
    Status status;
    const sluice_status code = fate_.act([&] {
      status = real_.commit(p, key, delta);
      return status.code();
    });
    return code == status.code() ? status : Status(code, "dead");
  }
  Result<store::CommitMark> last_commit(std::string_view p) override {
    return real_.last_commit(p);
  }
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view p, std::string_view s, std::span<const std::string_view> keys) override {
    return real_.read_state(p, s, keys);
  }
  Result<bool> reset(std::string_view p) override { return real_.reset(p); }
  Result<std::vector<store::PipelineState>> states() override { return real_.states(); }

 private:
  store::PipelineStore& real_;
  Fate& fate_;
};

// What outlives the process.
struct World {
  MemoryStore store;
  std::vector<std::string> file;      // exactly once, by position
  std::vector<std::string> finished;  // what finish() made of it
  std::vector<std::string> remote;    // at least once
};

class FileTarget {
 public:
  FileTarget(World& world, Fate& fate) : world_(world), fate_(fate) {}
  pipeline::Target target() { return {"publishers[0] (file)", "file out", this, &kTable}; }

 private:
  static FileTarget& me(void* self) { return *static_cast<FileTarget*>(self); }
  static sluice_status resume(void* self, sluice_slice position, const sluice_cancel*,
                              sluice_error*) {
    return me(self).fate_.act([&] {
      me(self).world_.file.resize(position.size ? std::stoul(std::string(view(position))) : 0);
      return SLUICE_OK;
    });
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome*,
                               const sluice_cancel*, sluice_error*) {
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const sluice_status s = me(self).fate_.act([&] {
        me(self).world_.file.push_back(text_of(batch, i));
        return SLUICE_OK;
      });
      if (s) return s;
    }
    return SLUICE_OK;
  }
  static sluice_status flush(void* self, int32_t, sluice_text* out, const sluice_cancel*,
                             sluice_error*) {
    return me(self).fate_.act([&] {
      const std::string text = std::to_string(me(self).world_.file.size());
      out->put(out, slice(text));
      return SLUICE_OK;
    });
  }
  static sluice_status finish(void* self, const sluice_cancel*, sluice_error*) {
    return me(self).fate_.act([&] {
      me(self).world_.finished = me(self).world_.file;
      return SLUICE_OK;
    });
  }
  static constexpr sluice_publisher kTable = {
      sizeof(sluice_publisher), resume, publish, flush, finish, nullptr, nullptr, nullptr, nullptr};
  World& world_;
  Fate& fate_;
};

class RemoteTarget {
 public:
  RemoteTarget(World& world, Fate& fate) : world_(world), fate_(fate) {}
  pipeline::Target target() { return {"publishers[1] (remote)", "remote", this, &kTable}; }

 private:
  static sluice_status resume(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error*) {
    auto& me = *static_cast<RemoteTarget*>(self);
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const std::string text = text_of(batch, i);
      if (text == "{\"id\":5}") {
        outcomes[i].status = SLUICE_E_DATA;
        continue;
      }
      const sluice_status s = me.fate_.act([&] {
        me.world_.remote.push_back(text);
        return SLUICE_OK;
      });
      if (s) return s;
    }
    return SLUICE_OK;
  }
  static sluice_status flush(void*, int32_t, sluice_text*, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static constexpr sluice_publisher kTable = {sizeof(sluice_publisher),
                                              resume,
                                              publish,
                                              flush,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr};
  World& world_;
  Fate& fate_;
};

constexpr size_t kRecords = 12;

pipeline::RunReport live_and_die(World& world, Fate& fate, unsigned lanes, size_t max_batches) {
  FakeSource source;
  source.pages = numbered_pages(kRecords, 2);
  FileTarget file(world, fate);
  RemoteTarget remote(world, fate);
  DoomedStore store(world.store, fate);
  FakeStep step([&](sluice_batch* batch, sluice_error*) {
    for (size_t i = 0; i < batch->count; i++)
      if (has_id(batch, i, 7)) sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    // The count of batches, as a state that must be neither lost nor counted twice.
    auto count = step.state->get(batch, "batches");
    const std::string next = std::to_string(*count ? std::stoul(**count) + 1 : 1);
    return step.state->put(batch, "batches", next).code();
  });
  pipeline::Plan plan;
  plan.pipeline = "products";
  plan.lanes = lanes;
  plan.commit.max_batches = max_batches;
  plan.source = source.source();
  plan.steps = {step.step("transformers[0] (count)")};
  plan.targets = {file.target(), remote.target()};
  FakeClock clock;
  return pipeline::Runner(&clock).run(plan, store, {});
}

void check_nothing_lost(World& world) {
  std::vector<std::string> expected;
  for (size_t i = 1; i <= kRecords; i++)
    if (i != 7) expected.push_back("{\"id\":" + std::to_string(i) + "}");
  CHECK(world.file == expected);
  CHECK(world.finished == expected);
  for (const std::string& record : expected) {
    const bool there =
        std::find(world.remote.begin(), world.remote.end(), record) != world.remote.end();
    CHECK(there == (record != "{\"id\":5}"));
  }
  const auto tasks = world.store.tasks();
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].source == "{\"id\":5}");
  CHECK(tasks[0].attempts == 1);
  CHECK(world.store.value("products", "transformers[0] (count)", "batches") == "6");
  CHECK(world.store.load("products")->cursor.walk == store::Walk::finished);
}

// Returns whether the run died.
bool die_at(long n, unsigned lanes, size_t max_batches) {
  CAPTURE(n);
  World world;
  Fate fate(n);
  const pipeline::RunReport first = live_and_die(world, fate, lanes, max_batches);
  if (!fate.dead()) {
    CHECK(first.status.ok());
    check_nothing_lost(world);
    return false;
  }
  const size_t before = world.remote.size();
  Fate immortal(-1);
  const pipeline::RunReport second = live_and_die(world, immortal, lanes, max_batches);
  INFO(second.status.message());
  CHECK(second.status.ok());
  check_nothing_lost(world);
  CHECK(before + kRecords >= world.remote.size());
  CHECK(world.remote.size() <= kRecords - 2 + first.repeat_bound_batches * 2);
  return true;
}

}  // namespace

TEST_CASE("dying at any call loses nothing, and a file gets each record exactly once") {
  for (size_t max_batches : {1u, 2u, 16u}) {
    CAPTURE(max_batches);
    long n = 0;
    while (die_at(n, 1, max_batches)) n++;
    CHECK(n > 40);
  }
}

TEST_CASE("dying at any call loses nothing with two lanes, too") {
  long n = 0;
  while (die_at(n, 2, 4)) n++;
  CHECK(n > 40);
}
