// What core.gather holds over a walk: a row of state for each record, numbered from 0, and at the
// walk's end which rows belong together. A retry's rows are apart from those of the walk under way;
// what a retry that failed could not give comes at the end of the next one, or of a walk. [lane]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/state.hpp"
#include "walk_number.hpp"

namespace sluice::core {

class GatheredRows {
 public:
  struct Group {
    bool of_retry = false;
    std::vector<uint64_t> rows;
  };

  explicit GatheredRows(const State& state) : state_(state), walk_(state) {}

  void set_most(uint64_t most) { most_ = most; }
  bool in_retry() const { return state_.is_retry(); }
  // Before the first add() of a batch, and the count kept after the last.
  Status begin(Batch batch);
  Status end(Batch batch);
  // E_INVALID: there are as many as may be.
  Status add(const Record& record, std::string_view key, std::string_view content);

  // ---- at the walk's end -----------------------------------------------------------------------
  // Reads all rows; groups are in the order in which their first rows came, a retry's first.
  Status read_groups(Batch batch);
  size_t groups() const { return groups_.size(); }
  // The next group; null: that was the last.
  const Group* next() { return given_ < groups_.size() ? &groups_[given_++] : nullptr; }
  // The content of a row of the group.
  Result<std::string> read(Batch batch, const Group& group, uint64_t row) const;
  // Removes the rows of the groups that were given before the last call; when none are left to be
  // given, the count as well.
  Status remove_given(Batch batch);
  bool all_given() const { return given_ == groups_.size(); }

 private:
  Result<uint64_t> count_of(Batch batch, bool of_retry) const;
  Status put_count(Batch batch, bool of_retry, uint64_t count) const;
  Status read_groups(Batch batch, bool of_retry);

  State state_;
  WalkNumber walk_;
  uint64_t most_ = 0;
  uint64_t count_ = 0;  // of this walk, or retry
  std::vector<Group> groups_;
  size_t given_ = 0, removed_ = 0;
};

}  // namespace sluice::core
