// A store in front of another one, for classes that change or observe some calls: they
// override those, the rest is forwarded. Any thread, as the other one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/pipeline_store.hpp"

namespace sluice::store {

class ForwardingStore : public PipelineStore {
 public:
  // `inner` outlives it.
  explicit ForwardingStore(PipelineStore& inner) : inner_(inner) {}

  Result<PipelineState> load(std::string_view pipeline) override { return inner_.load(pipeline); }
  Status commit(std::string_view pipeline, const CommitKey& key, const Delta& delta) override {
    return inner_.commit(pipeline, key, delta);
  }
  Result<CommitMark> last_commit(std::string_view pipeline) override {
    return inner_.last_commit(pipeline);
  }
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override {
    return inner_.read_state(pipeline, step, keys);
  }
  Result<bool> reset(std::string_view pipeline) override { return inner_.reset(pipeline); }
  Result<std::vector<PipelineState>> states() override { return inner_.states(); }

 protected:
  PipelineStore& inner() { return inner_; }

 private:
  PipelineStore& inner_;
};

}  // namespace sluice::store
