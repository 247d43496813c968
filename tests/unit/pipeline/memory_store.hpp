// A PipelineStore in memory for tests of the engine: same contract as the real one, with a hook
// before each commit. Any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "store/pipeline_store.hpp"

namespace sluice::test {

class MemoryStore : public store::PipelineStore {
 public:
  // Called with each delta before it counts; a failure refuses the commit.
  std::function<Status(const store::Delta&)> before_commit;

  Result<store::PipelineState> load(std::string_view pipeline) override {
    std::lock_guard lock(mutex_);
    auto found = states_.find(std::string(pipeline));
    if (found != states_.end()) return found->second;
    store::PipelineState nothing;
    nothing.pipeline = pipeline;
    return nothing;
  }

  // Called with each delta that counts; a failure in doubt tells the engine nothing more.
  std::function<Status(const store::Delta&)> after_commit;

  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override {
    std::lock_guard lock(mutex_);
    if (before_commit)
      if (Status s = before_commit(delta); !s) return s;
    store::PipelineState& state = states_[std::string(pipeline)];
    if (key.fence != fence) return {SLUICE_E_INVALID, "another process took it over"};
    if (state.sequence != key.expected_sequence) return {SLUICE_E_INVALID, "sequence conflict"};
    ids_[state.pipeline = pipeline] = key.id;
    state.sequence++;
    if (delta.cursor) state.cursor = *delta.cursor;
    state.figures = delta.figures;
    if (delta.taken) state.taken = *delta.taken;
    put_sent(state.sent, delta);
    for (const store::Position& p : delta.positions) put_position(state, p);
    for (const store::StateWrite& w : delta.state)
      values_[{state.pipeline, w.step, w.key}] = w.value;
    for (const store::Task& t : delta.tasks) put_task(t);
    deltas_.push_back(delta);
    return after_commit ? after_commit(delta) : Status();
  }

  Result<store::CommitMark> last_commit(std::string_view pipeline) override {
    std::lock_guard lock(mutex_);
    looks++;
    const std::string name(pipeline);
    return store::CommitMark{states_[name].sequence, fence, ids_[name]};
  }

  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override {
    std::lock_guard lock(mutex_);
    std::vector<std::optional<std::string>> out;
    for (const std::string_view key : keys) {
      auto found = values_.find({std::string(pipeline), std::string(step), std::string(key)});
      out.push_back(found == values_.end() ? std::nullopt : found->second);
    }
    return out;
  }

  std::vector<store::Task> tasks() {
    std::lock_guard lock(mutex_);
    return tasks_;
  }
  // One committed value.
  std::optional<std::string> value(std::string_view pipeline, std::string_view step,
                                   std::string_view key) {
    return read_state(pipeline, step, {&key, 1})->front();
  }

  int64_t fence = 0;  // of the lease now; changed between runs, or by before_commit
  int looks = 0;      // how often the last commit was looked up
  Result<bool> reset(std::string_view pipeline) override {
    std::lock_guard lock(mutex_);
    return states_.erase(std::string(pipeline)) > 0;
  }
  Result<std::vector<store::PipelineState>> states() override {
    std::lock_guard lock(mutex_);
    std::vector<store::PipelineState> all;
    for (const auto& [name, state] : states_) all.push_back(state);
    return all;
  }

  // In the order they were committed.
  std::vector<store::Delta> deltas() {
    std::lock_guard lock(mutex_);
    return deltas_;
  }

 private:
  static void put_sent(std::vector<store::SentBatch>& kept, const store::Delta& delta) {
    for (const store::SentBatch& sent : delta.sent) {
      std::erase_if(kept, [&](const store::SentBatch& k) {
        return k.publisher == sent.publisher && k.number == sent.number;
      });
      kept.push_back(sent);
    }
    std::erase_if(kept, [&](const store::SentBatch& k) {
      return k.number ? k.number <= delta.sent_through : delta.sent_earlier_over;
    });
  }
  static void put_position(store::PipelineState& state, const store::Position& position) {
    for (store::Position& p : state.positions)
      if (p.publisher == position.publisher) {
        p = position;
        return;
      }
    state.positions.push_back(position);
  }
  void put_task(const store::Task& task) {
    for (store::Task& t : tasks_)
      if (t.step == task.step && t.origin == task.origin && t.part == task.part) {
        t.attempts += task.attempts;
        return;
      }
    tasks_.push_back(task);
    tasks_.back().id = static_cast<int64_t>(tasks_.size());
  }

  std::mutex mutex_;
  std::map<std::string, store::PipelineState> states_;
  std::map<std::string, std::string> ids_;  // of the last commits
  std::map<std::tuple<std::string, std::string, std::string>, std::optional<std::string>> values_;
  std::vector<store::Task> tasks_;
  std::vector<store::Delta> deltas_;
};

}  // namespace sluice::test
