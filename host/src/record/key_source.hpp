// Whoever knows a key for each record of a batch: sluice.record_keys/1. [lane]
#pragma once

#include <string>
#include <vector>

namespace sluice::record {

class BatchContent;

class KeySource {
 public:
  virtual ~KeySource() = default;
  // As sluice_record_keys.keys says, one for each record.
  virtual std::vector<std::string> keys(BatchContent& batch) const = 0;
};

}  // namespace sluice::record
