// The store of a trial: nothing is committed, but for the length of the trial it is as if it were.
// Its runs begin at the beginning. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "store/pipeline_store.hpp"

namespace sluice::app {

class TrialStore final : public store::PipelineStore {
 public:
  // `beneath`: what steps remember in earlier runs is read there; null: they remember nothing. It
  // outlives the store.
  explicit TrialStore(store::PipelineStore* beneath) : beneath_(beneath) {}

  Result<store::PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
  Result<store::CommitMark> last_commit(std::string_view pipeline) override;
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override;
  Result<bool> reset(std::string_view pipeline) override;
  Result<std::vector<store::PipelineState>> states() override;

  // Records that would be parked, in order. After the run.
  const std::vector<store::Task>& parked() const { return parked_; }
  // Rows that would be put into tables, or taken out, in order. After the run.
  const std::vector<store::TableWrite>& rows() const { return rows_; }

 private:
  using Place = std::pair<std::string, std::string>;  // step, key

  store::PipelineStore* const beneath_;
  std::mutex mutex_;
  int64_t sequence_ = 0;
  std::map<Place, std::optional<std::string>> written_;
  std::vector<store::Task> parked_;
  std::vector<store::TableWrite> rows_;
};

}  // namespace sluice::app
