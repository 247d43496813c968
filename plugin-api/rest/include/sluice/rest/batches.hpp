// The batches a publisher is working on, oldest first. Their live records are numbered
// consecutively, as OrderQueue and HTTP batches count them. One lane.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/rest/record_texts.hpp"

namespace sluice::rest {

// One batch.
struct Job {
  Batch batch{nullptr};
  Outcomes outcomes{};
  RecordTexts texts{};
  std::vector<sluice_slice> keys;  // by record of the batch (sluice.record_keys/1); none: not asked
  uint32_t first = 0;              // number of its first record
  size_t unsent = 0;               // not in any request yet
  size_t unsettled = 0;            // without an outcome
  bool answered = false;   // some outcome is final: forgetting it would repeat or lose a record
  std::vector<char> done;  // by record: it has one

  uint32_t end() const { return first + static_cast<uint32_t>(done.size()); }
  uint32_t index(uint32_t record) const { return texts.index(record - first); }
  Value root(uint32_t record) const { return batch[index(record)].root(); }
  std::string_view key(uint32_t record) const { return view(keys[index(record)]); }
};

class Batches {
 public:
  // `with_text`: its records are written. Batch and outcomes stay until it is dropped.
  Result<Job*> add(Batch batch, Outcomes outcomes, bool with_text);
  void drop_oldest();
  void drop_newest();  // which nobody has asked for yet

  bool empty() const { return jobs_.empty(); }
  Job& oldest() { return *jobs_.front(); }
  Job& job_of(uint32_t record);

  std::string_view text(uint32_t record);
  // The lines of `records`, each with its end, if they are consecutive.
  std::string_view lines(const std::vector<uint32_t>& records);

 private:
  std::deque<std::unique_ptr<Job>> jobs_;
  std::vector<std::unique_ptr<Job>> free_;  // their memory is used again
};

}  // namespace sluice::rest
