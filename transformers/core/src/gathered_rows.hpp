// What core.gather holds over a walk: a row of state for each record, numbered from 0, and at the
// walk's end which rows belong together. Apart from those of the walk under way are a retry's, and
// late ones: of records that parked elsewhere and were brought through. What a retry could not
// give, and what came late, is given at the end of the next one, or of a walk. [lane]
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sluice/state.hpp"
#include "walk_number.hpp"

namespace sluice::core {

class GatheredRows {
 public:
  enum class List : uint8_t { walk, retry, late };
  // As small as its number: there is one for each record of a walk.
  class Row {
   public:
    Row(List list, uint64_t number) : packed_(number << 2 | static_cast<uint64_t>(list)) {}
    List list() const { return static_cast<List>(packed_ & 3); }
    uint64_t number() const { return packed_ >> 2; }

   private:
    uint64_t packed_;
  };
  struct Group {
    std::vector<Row> rows;
  };

  explicit GatheredRows(const State& state) : state_(state), walk_(state) {}

  void set_most(uint64_t most) { most_ = most; }
  bool in_retry() const { return state_.is_retry(); }
  // Before the first add() of a batch, and the count kept after the last.
  Status begin(Batch batch);
  Status end(Batch batch);
  // Rows that begin() found of a walk that came to no end, which this one overwrites; told once.
  uint64_t take_dropped() { return std::exchange(dropped_, 0); }
  // E_INVALID: there are as many as may be.
  Status add(const Record& record, std::string_view key, std::string_view content);

  // ---- at the walk's end -----------------------------------------------------------------------
  // Reads all rows; groups are in the order in which their first rows came: a retry's, the walk's
  // with late rows of it, and those of other late rows.
  Status read_groups(Batch batch);
  size_t groups() const { return groups_.size(); }
  // The next group; null: that was the last.
  const Group* next() { return given_ < groups_.size() ? &groups_[given_++] : nullptr; }
  // The content of a row.
  Result<std::string> read(Batch batch, const Row& row) const;
  // Removes the rows of the groups that were given before the last call; when none are left to be
  // given, the counts as well.
  Status remove_given(Batch batch);
  bool all_given() const { return given_ == groups_.size(); }

 private:
  using Numbers = std::unordered_map<std::string, size_t>;  // of groups, by key
  List own_list() const { return state_.is_retry() ? List::retry : List::walk; }
  Result<uint64_t> number_at(Batch batch, std::string_view key) const;
  Status put_number(Batch batch, std::string_view key, uint64_t number) const;
  Status read_list(Batch batch, List list, uint64_t from, uint64_t to);
  void add_row(const Row& row, std::string_view walk, std::string_view key);

  State state_;
  WalkNumber walk_;
  uint64_t most_ = 0;
  uint64_t count_ = 0;    // of this walk, or retry
  uint64_t dropped_ = 0;  // of a walk before it that came to no end
  std::vector<Group> groups_;
  std::array<Numbers, 3> numbers_;  // by the list whose groups they are
  size_t given_ = 0, removed_ = 0;
  uint64_t late_end_ = 0;  // behind the last late row that was read
};

}  // namespace sluice::core
