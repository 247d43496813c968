// Backlogs of targets that are down. Commits of pipelines add and remove records
// (pipeline_store.hpp). Independent of SQLite. Every function is [any].
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "store/backlog.hpp"

namespace sluice::store {

class BacklogStore {
 public:
  virtual ~BacklogStore() = default;

  // Of one pipeline, or of all if `pipeline` is empty; by pipeline and publisher. Takes no longer
  // for many records.
  virtual Result<std::vector<Backlog>> backlogs(std::string_view pipeline) = 0;
  // Those numbered above `after`, in order: at most `most`, and stops once they exceed `bytes`.
  virtual Result<std::vector<WaitingRecord>> waiting(std::string_view pipeline,
                                                     std::string_view publisher, int64_t after,
                                                     size_t most, size_t bytes) = 0;
  // Those of them that an earlier run may have sent.
  virtual Result<std::vector<WaitingRecord>> maybe_sent(std::string_view pipeline,
                                                        std::string_view publisher) = 0;
  // The target failed once more: it is tried again in `wait_ms`, by the store's clock.
  virtual Status target_failed(std::string_view pipeline, std::string_view publisher,
                               std::string_view why, int64_t wait_ms) = 0;
  // The target takes records: its entry is deleted if nothing waits.
  virtual Status target_works(std::string_view pipeline, std::string_view publisher) = 0;
  // The next try is due now.
  virtual Status try_now(std::string_view pipeline, std::string_view publisher) = 0;
  // Gives up what waits for a target; how many records.
  virtual Result<uint64_t> drop(std::string_view pipeline, std::string_view publisher) = 0;
};

}  // namespace sluice::store
