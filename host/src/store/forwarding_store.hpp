// A store in front of another one, for classes that change or observe some calls: they
// override those, the rest is forwarded. Any thread, as the other one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace sluice::store {

class ForwardingStore : public Store {
 public:
  // `inner` outlives it.
  explicit ForwardingStore(Store& inner) : inner_(inner) {}

  Result<PipelineState> load(std::string_view pipeline) override { return inner_.load(pipeline); }
  Status commit(std::string_view pipeline, int64_t expected_sequence, const Delta& delta) override {
    return inner_.commit(pipeline, expected_sequence, delta);
  }
  Result<std::optional<std::string>> read_state(std::string_view pipeline, std::string_view step,
                                                std::string_view key) override {
    return inner_.read_state(pipeline, step, key);
  }
  Result<std::vector<Task>> tasks(std::string_view pipeline) override {
    return inner_.tasks(pipeline);
  }
  Result<std::optional<Task>> task(int64_t id) override { return inner_.task(id); }
  Result<bool> reset(std::string_view pipeline) override { return inner_.reset(pipeline); }
  Result<std::vector<PipelineState>> states() override { return inner_.states(); }

 protected:
  Store& inner() { return inner_; }

 private:
  Store& inner_;
};

}  // namespace sluice::store
