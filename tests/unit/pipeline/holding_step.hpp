// A step that takes every record in, keeps each as a row of its state, and gives `{"ids":[...]}`
// for each `size` of them when the walk is over, in calls of one record each. As a component
// should: the rows of what it gave are removed in the next call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fakes.hpp"

namespace sluice::test {

class HoldingStep {
 public:
  explicit HoldingStep(size_t size) : size_(size) {}

  pipeline::Step step(std::string name) {
    pipeline::Step s;
    s.name = std::move(name);
    s.self = this;
    s.transformer = &kTransformer;
    s.flush = &kFlush;
    s.bind_state = [this](services::StateAccess* access) { state_ = access; };
    return s;
  }
  std::vector<int> calls;     // `first` of each flush
  std::vector<bool> partial;  // of each: the walk left something out
  std::string fails;          // records with this text fail
  // Before a flush; not OK: this is its result.
  std::function<sluice_status(sluice_error*)> on_flush;

 private:
  static HoldingStep& me(void* self) { return *static_cast<HoldingStep*>(self); }

  std::optional<std::string> read(sluice_batch* batch, const std::string& key) const {
    auto value = state_->get(batch, key);
    return value ? *value : std::nullopt;
  }
  size_t number(sluice_batch* batch, const std::string& key) const {
    return std::stoul(read(batch, key).value_or("0"));
  }

  sluice_status take_in(sluice_batch* batch) {
    if (!started_ && !state_->resumed()) begin_walk(batch);
    started_ = true;
    size_t count = number(batch, "count");
    for (size_t i = 0; i < batch->count; i++) {
      sluice_record* record = sluice_record_at(batch, i);
      if (record->state != SLUICE_RECORD_LIVE) continue;
      if (!fails.empty() && text_of(batch, i).find(fails) != std::string::npos) {
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no"));
        continue;
      }
      if (!state_->put_for(batch, i, "r" + std::to_string(count++), text_of(batch, i)))
        return SLUICE_E_INTERNAL;
      record->state = SLUICE_RECORD_FILTERED;
    }
    return state_->put(batch, "count", std::to_string(count)).code();
  }
  void begin_walk(sluice_batch* batch) const {
    for (const char* key : {"count", "given"}) static_cast<void>(state_->put(batch, key, "0"));
  }

  sluice_status give(bool first, sluice_batch* into, sluice_error* error) {
    calls.push_back(first);
    if (on_flush)
      if (sluice_status s = on_flush(error)) return s;
    size_t given = number(into, "given");
    const size_t count = number(into, "count");
    if (!first) {
      for (size_t i = 0; i < size_; i++)
        static_cast<void>(state_->put(into, "r" + std::to_string(given + i), ""));
      given += size_;
      static_cast<void>(state_->put(into, "given", std::to_string(given)));
    }
    if (given >= count) return SLUICE_END;
    std::string text;
    for (size_t i = given; i < count && i < given + size_; i++)
      text += (text.empty() ? "" : ",") + read(into, "r" + std::to_string(i)).value_or("null");
    size_t index = 0;
    return into->records_api->add_source(into, slice("{\"ids\":[" + text + "]}"), &index);
  }

  static sluice_status transform(void* self, sluice_batch* batch, const sluice_cancel*,
                                 sluice_error*) {
    return me(self).take_in(batch);
  }
  static sluice_status flush(void* self, int32_t first, sluice_batch* into, const sluice_cancel*,
                             sluice_error* error) {
    me(self).partial.push_back((into->flags & SLUICE_BATCH_PARTIAL) != 0);
    return me(self).give(first != 0, into, error);
  }
  static constexpr sluice_transformer kTransformer = {sizeof(sluice_transformer), transform};
  static constexpr sluice_flush kFlush = {sizeof(sluice_flush), flush};

  const size_t size_;
  bool started_ = false;
  services::StateAccess* state_ = nullptr;
};

}  // namespace sluice::test
