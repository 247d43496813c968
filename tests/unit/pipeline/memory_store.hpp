// A Store in memory for tests of the engine: same contract as the real one, with a hook before each
// commit. Any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "store/store.hpp"

namespace sluice::test {

class MemoryStore : public store::Store {
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

  Status commit(std::string_view pipeline, int64_t expected, const store::Delta& delta) override {
    std::lock_guard lock(mutex_);
    if (before_commit)
      if (Status s = before_commit(delta); !s) return s;
    store::PipelineState& state = states_[std::string(pipeline)];
    if (state.sequence != expected) return {SLUICE_E_INVALID, "sequence conflict"};
    state.pipeline = pipeline;
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
    return {};
  }

  Result<std::optional<std::string>> read_state(std::string_view pipeline, std::string_view step,
                                                std::string_view key) override {
    std::lock_guard lock(mutex_);
    auto found = values_.find({std::string(pipeline), std::string(step), std::string(key)});
    if (found == values_.end()) return std::optional<std::string>();
    return found->second;
  }

  Result<std::vector<store::Task>> tasks(std::string_view) override {
    std::lock_guard lock(mutex_);
    return tasks_;
  }
  Result<std::optional<store::Task>> task(int64_t id) override {
    std::lock_guard lock(mutex_);
    for (const store::Task& t : tasks_)
      if (t.id == id) return std::optional(t);
    return std::optional<store::Task>();
  }
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
  std::map<std::tuple<std::string, std::string, std::string>, std::optional<std::string>> values_;
  std::vector<store::Task> tasks_;
  std::vector<store::Delta> deltas_;
};

}  // namespace sluice::test
