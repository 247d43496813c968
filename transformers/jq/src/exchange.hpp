// Texts of records to the worker and results back, several records ahead of the answers. [lane]
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/batch.hpp"
#include "worker.hpp"

namespace sluice::jq {

// What became of one record.
struct Answer {
  std::vector<std::string> results;
  std::string error;  // as jq says it; `is_error` tells an empty one
  bool is_error = false;
};

enum class Waited { kAnswer, kEnd, kTooLong, kCancelled };

class Exchange {
 public:
  Exchange(const Worker& worker, const Limits& limits, const Cancel& cancel)
      : worker_(worker), limits_(limits), cancel_(cancel) {}

  // True: there is room to send another record ahead.
  bool wants_more() const { return out_.size() - sent_ < kAhead; }
  // Adds a record to what is sent.
  void add(std::string_view record);
  // Waits for the answer to the record that was added first and has none yet. kEnd: the worker
  // has ended. kTooLong: the record has taken longer than limits.time_ms.
  Waited wait(Answer* out);

 private:
  static constexpr size_t kAhead = size_t{64} * 1024;

  bool take_frame(Answer* out, bool* is_last);
  bool send();
  bool receive();

  const Worker& worker_;
  const Limits& limits_;
  const Cancel& cancel_;
  std::string out_, in_;
  size_t sent_ = 0, taken_ = 0;
};

}  // namespace sluice::jq
