// One batch as a publisher is given it, which sees whatever the publisher must not do to it. Lane.
#pragma once

#include <string>
#include <vector>

#include "record/batch.hpp"

namespace sluice::conformance {

class Given {
 public:
  // `name` is for sentences ("batch 1"); `lines` are its records, as NDJSON. Those that hold the
  // word "hidden" are filtered, so not for the publisher.
  Given(std::string name, const std::string& lines);
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;

  const std::string& name() const { return name_; }
  sluice_batch* abi() { return batch_.abi(); }
  sluice_outcome* outcomes() { return outcomes_.data(); }

  // From now on its records have this `order`.
  void set_order(uint32_t order);

  // What is no longer as it was given: "record 2 is filtered"; empty: nothing.
  std::string changed();
  // A record that has an outcome and was not to be published, or the room behind the outcomes that
  // was written to: "record 2, which is not live, has an outcome"; empty: neither.
  std::string overstepped() const;
  // The status of each record. From now on the outcomes are nobody's to write to.
  std::vector<sluice_status> take_outcomes();
  // Whether somebody did since.
  bool written_to() const;

 private:
  struct Seen {
    int32_t state;
    uint32_t op;
    std::string json;
  };
  Seen look_at(size_t index);

  std::string name_;
  record::Batch batch_{{}};
  std::vector<Seen> given_;
  std::vector<sluice_outcome> outcomes_;  // and one behind them, which nobody may write to
};

}  // namespace sluice::conformance
