// Where pipelines stand, behind one atomic commit. Independent of SQLite and of the number of
// processes. Every function is [any]: an implementation serialises what it must; `commit` is called
// from a pipeline's store thread while its sink lane may be in `read_state`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/result.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::store {

// What a commit is based on, and its name.
struct CommitKey {
  // NOLINTNEXTLINE(google-explicit-constructor): a sequence alone is the key of a single process.
  CommitKey(int64_t expected, int64_t lease_fence = 0, std::string commit_id = {})
      : expected_sequence(expected), fence(lease_fence), id(std::move(commit_id)) {}

  int64_t expected_sequence;  // the stored one
  int64_t fence;              // of the lease that the writer holds; 0: nobody takes leases
  std::string id;             // by which its outcome can be looked up
};

// The last commit of a pipeline.
struct CommitMark {
  int64_t sequence = 0;
  int64_t fence = 0;  // of the lease now
  std::string id;
};

class PipelineStore {
 public:
  virtual ~PipelineStore() = default;

  // Sequence 0 and nothing else for a pipeline that never committed.
  virtual Result<PipelineState> load(std::string_view pipeline) = 0;

  // All of `delta` or nothing. Refused with E_INVALID if the stored sequence or fence is not the
  // key's (someone else committed, reset or took over); on success the sequence is one more. A
  // failure in doubt (Status::in_doubt): it may have been stored, last_commit tells.
  virtual Status commit(std::string_view pipeline, const CommitKey& key, const Delta& delta) = 0;
  virtual Result<CommitMark> last_commit(std::string_view pipeline) = 0;

  // Committed values of a transformer's state, in the order of the keys; nothing: there is none.
  virtual Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step, std::span<const std::string_view> keys) = 0;

  // Deletes cursor, checkpoints, positions, taken and sent records, transformer state, figures and
  // the memory of earlier events. Tasks and an inbox's events stay: they are not delivered. False
  // if there was nothing.
  virtual Result<bool> reset(std::string_view pipeline) = 0;

  // Of all pipelines that ever committed, by name.
  virtual Result<std::vector<PipelineState>> states() = 0;
};

}  // namespace sluice::store
