// Keys of records for a publisher under test: the record's number in its batch. One thread.
#pragma once

#include <string>
#include <vector>

#include "record/batch.hpp"

namespace sluice::test {

class NumberedKeys final : public record::KeySource {
 public:
  static std::string key(size_t record) {
    return "00000000-0000-8000-a000-00000000000" + std::to_string(record);
  }

 private:
  std::vector<std::string> keys(record::BatchContent& batch) const override {
    std::vector<std::string> out;
    for (size_t i = 0; i < batch.abi()->count; i++) out.push_back(key(i));
    return out;
  }
};

}  // namespace sluice::test
