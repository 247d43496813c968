// What core.changed knows of the records that were delivered before: a row of state by key, with a
// digest of the record, and where deletions are asked for also a number, by which all can be
// listed, and the walk in which the key was seen last. [lane]
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/state.hpp"
#include "walk_number.hpp"

namespace sluice::core {

class KnownRecords {
 public:
  explicit KnownRecords(const State& state) : state_(state), walk_(state) {}

  // Not a walk: what is seen belongs to the one under way, or to the last one.
  bool in_retry() const { return state_.is_retry(); }

  // Before the calls for a batch, and after them.
  Status begin(Batch batch);
  Status end(Batch batch);

  // The digest the key was delivered with last, empty after a record of it parked; nothing: it is
  // new.
  Result<std::optional<std::string>> digest(Batch batch, std::string_view key) const;
  // The record is about to be delivered; if it parks, a new key is not known, and of one that was
  // known no version any more. `json`: the key's value; empty: it needs no number.
  Status put(const Record& record, std::string_view key, std::string_view digest,
             std::string_view json);
  // The key is in this walk, whatever becomes of its record.
  Status see(Batch batch, std::string_view key);

  // ---- at the walk's end -----------------------------------------------------------------------
  struct Gone {
    uint64_t number;
    std::string key, json;
  };
  // From the first number again.
  void restart() { next_ = 0; }
  // The next numbered record that was not seen in this walk; nothing: that was the last.
  Result<std::optional<Gone>> next_gone(Batch batch);
  // It is known no more. REQUIRES: those removed together are passed from the highest number down,
  // and next_gone() has passed them.
  Status remove(Batch batch, const Gone& gone);

 private:
  struct Row {
    std::string number, digest;  // number: empty, it has none
  };
  Result<std::optional<Row>> row(Batch batch, std::string_view key) const;
  Result<std::optional<Gone>> numbered(Batch batch, uint64_t number) const;

  State state_;
  WalkNumber walk_;
  uint64_t count_ = 0;  // of numbers
  uint64_t next_ = 0;
};

}  // namespace sluice::core
