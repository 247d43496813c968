#include "gathered_rows.hpp"

#include <charconv>

#include "step_helpers.hpp"

namespace sluice::core {
namespace {

constexpr std::string_view kRetry = "retry";  // instead of a walk's number

constexpr std::string_view kLate = "l";
constexpr std::string_view kLateBegin = "lf";  // before it nothing is left; the host counts on

using List = GatheredRows::List;

std::string_view name_of(List list) {
  return list == List::walk ? "r" : list == List::retry ? "t" : kLate;
}
std::string_view count_key(List list) {
  return list == List::walk ? "c" : list == List::retry ? "tc" : "lc";
}
std::string row_key(List list, uint64_t number) {
  return std::string(name_of(list)) + std::to_string(number);
}
std::string row_key(const GatheredRows::Row& row) { return row_key(row.list(), row.number()); }

// "WALK KEYSIZE KEYCONTENT"
struct RowText {
  std::string_view walk, key, content;
  bool good = false;
};

RowText split(std::string_view text) {
  RowText out;
  const size_t first = text.find(' ');
  const size_t second = first == text.npos ? first : text.find(' ', first + 1);
  if (second == text.npos) return out;
  size_t size = 0;
  std::from_chars(text.data() + first + 1, text.data() + second, size);
  const std::string_view rest = text.substr(second + 1);
  if (size > rest.size()) return out;
  return {text.substr(0, first), rest.substr(0, size), rest.substr(size), true};
}

}  // namespace

Result<uint64_t> GatheredRows::number_at(Batch batch, std::string_view key) const {
  auto stored = state_.get(batch, key);
  if (!stored.ok()) return stored.status();
  const std::string text = stored->value_or("");
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Status GatheredRows::put_number(Batch batch, std::string_view key, uint64_t number) const {
  return state_.put(batch, key, std::to_string(number));
}

// What an earlier walk left without an end is overwritten; what a retry left is not, as its tasks
// are done.
Status GatheredRows::begin(Batch batch) {
  if (Status s = walk_.read(batch); !s.ok()) return s;
  auto count = number_at(batch, count_key(own_list()));
  if (!count.ok()) return count.status();
  const bool anew = walk_.is_new() && !state_.is_retry();
  if (anew) dropped_ = *count;
  count_ = anew ? 0 : *count;
  return {};
}

Status GatheredRows::end(Batch batch) { return put_number(batch, count_key(own_list()), count_); }

Status GatheredRows::add(const Record& record, std::string_view key, std::string_view content) {
  if (count_ >= most_)
    return {SLUICE_E_INVALID, "the walk has more than " + std::to_string(most_) +
                                  " records for core.gather; raise most, or gather over: page"};
  std::string text(state_.is_retry() ? kRetry : walk_.text());
  text.append(" ").append(std::to_string(key.size())).append(" ").append(key).append(content);
  return state_.put_or_join_for(record, row_key(own_list(), count_++), kLate, text);
}

Status GatheredRows::read_groups(Batch batch) {
  groups_.clear();
  given_ = removed_ = 0;
  if (Status s = begin(batch); !s.ok()) return s;
  auto of_retries = number_at(batch, count_key(List::retry));
  auto begin = number_at(batch, kLateBegin), end = number_at(batch, count_key(List::late));
  if (Status s = first_failure({of_retries.status(), begin.status(), end.status()}); !s.ok())
    return s;
  late_end_ = *end;
  Status status = read_list(batch, List::retry, 0, *of_retries);
  if (status.ok() && !state_.is_retry()) status = read_list(batch, List::walk, 0, count_);
  if (status.ok()) status = read_list(batch, List::late, *begin, *end);
  numbers_ = {};
  return status;
}

Status GatheredRows::read_list(Batch batch, List list, uint64_t from, uint64_t to) {
  for (uint64_t number = from; number < to; number++) {
    auto stored = state_.get(batch, row_key(list, number));
    if (!stored.ok()) return stored.status();
    const RowText text = *stored ? split(**stored) : RowText();
    // Its record parked, or it was left by an earlier walk.
    if (!text.good || (list == List::walk && text.walk != walk_.text())) continue;
    add_row({list, number}, text.walk, text.key);
  }
  return {};
}

void GatheredRows::add_row(const Row& row, std::string_view walk, std::string_view key) {
  const bool of_walk = walk == walk_.text() && !state_.is_retry();
  Numbers& numbers = numbers_[static_cast<size_t>(of_walk ? List::walk : row.list())];
  const auto [at, added] = numbers.try_emplace(std::string(key), groups_.size());
  if (added) groups_.emplace_back();
  groups_[at->second].rows.push_back(row);
}

Result<std::string> GatheredRows::read(Batch batch, const Row& row) const {
  auto stored = state_.get(batch, row_key(row));
  if (!stored.ok()) return stored.status();
  const RowText text = *stored ? split(**stored) : RowText();
  if (!text.good) return Status(SLUICE_E_INTERNAL, "a gathered row is not in the state any more");
  return std::string(text.content);
}

Status GatheredRows::remove_given(Batch batch) {
  for (; removed_ < given_; removed_++)
    for (const Row& row : groups_[removed_].rows)
      if (Status s = state_.put(batch, row_key(row), {}); !s.ok()) return s;
  if (!all_given()) return {};
  auto of_retries = number_at(batch, count_key(List::retry));
  auto late_begin = number_at(batch, kLateBegin);
  if (Status s = first_failure({of_retries.status(), late_begin.status()}); !s.ok()) return s;
  if (*of_retries)
    if (Status s = put_number(batch, count_key(List::retry), 0); !s.ok()) return s;
  if (*late_begin != late_end_)
    if (Status s = put_number(batch, kLateBegin, late_end_); !s.ok()) return s;
  if (state_.is_retry()) return {};
  count_ = 0;
  return end(batch);
}

}  // namespace sluice::core
