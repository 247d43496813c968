// Which statuses count as success: `accept: [2xx, 409]`. Immutable after parse; any thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace http_plugin {

class SuccessStatuses {
 public:
  // A list of statuses (201) and classes ("2xx"). Absent: 2xx. E_INVALID starts with `pointer`.
  static sluice::Result<SuccessStatuses> read(sluice::Value list, std::string_view pointer);

  bool has(int64_t status) const {
    return status >= 0 && status < static_cast<int64_t>(statuses_.size()) &&
           statuses_[static_cast<size_t>(status)];
  }

 private:
  bool add(std::string_view text);

  std::bitset<600> statuses_;
};

}  // namespace http_plugin
