// A transformer's state and remarks while it works on batches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::services {

// Something a transformer met that fails no record and is probably unintended (findings.h, remark).
struct Remark {
  std::string what;     // begins with a noun in the singular
  std::string example;  // the first record it was met at
  uint64_t count = 0;
};
// "12 comparisons of text with a number".
std::string counted_text(std::string_view what, uint64_t count);

// A row of a table that a run put, and that may not be in the store yet.
struct RowWrite {
  std::optional<std::string> value;  // JSON; nothing: the row is removed
  int64_t expires_us = 0;            // 0: never
};

// One instance's keys in the state store, read and written within a batch. The pipeline
// implements it. [lane]
class StateAccess {
 public:
  virtual ~StateAccess() = default;
  virtual Result<std::optional<std::string>> get(sluice_batch* batch, std::string_view key) = 0;
  // An empty value removes the key.
  virtual Status put(sluice_batch* batch, std::string_view key, std::string_view value) = 0;
  // The same because of a record of the batch: lost if that one parks.
  virtual Status put_for(sluice_batch* batch, size_t index, std::string_view key,
                         std::string_view value) = 0;
  // The same, but if it counts once that one's tasks are done it joins the list `late` (state.h).
  virtual Status put_or_join_for(sluice_batch* batch, size_t index, std::string_view key,
                                 std::string_view /*late*/, std::string_view value) {
    return put_for(batch, index, key, value);
  }
  // What any step of this run put into a table last; nothing: none did, or it is in the store.
  virtual std::optional<RowWrite> row(std::string_view /*table*/, std::string_view /*key*/) {
    return std::nullopt;
  }
  // Some step of this run, or a hook, puts rows of this table.
  virtual bool is_put(std::string_view /*table*/) const { return false; }
  // Because of a record of the batch: lost unless that one is delivered.
  virtual Status put_row(sluice_batch* /*batch*/, size_t /*index*/, std::string_view /*table*/,
                         // NOLINTNEXTLINE(performance-unnecessary-value-param): others keep it.
                         std::string_view /*key*/, RowWrite /*row*/) {
    return {SLUICE_E_UNSUPPORTED, "nothing is remembered here"};
  }
  // The walk continues where an earlier run stopped, or is_retry().
  virtual bool resumed() const = 0;
  // The run sends tasks again: it begins no walk, and ends none.
  virtual bool is_retry() const { return false; }
  // The pipeline's commits when this run began.
  virtual int64_t run() const { return 0; }
  // Counts if the current batch is settled as this attempt leaves it.
  // An override that keeps it moves it. NOLINTNEXTLINE(performance-unnecessary-value-param)
  virtual void remark(Remark) {}
};

}  // namespace sluice::services
