// Text that lives as long as this object, equal text at one address. From any thread.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "sluice/abi.h"

namespace sluice::services {

class Interner {
 public:
  // NUL-terminated; {NULL, 0} for empty text. Throws std::bad_alloc.
  sluice_slice intern(std::string_view text);

 private:
  std::mutex mutex_;
  std::set<std::string, std::less<>> texts_;  // a set's nodes never move
};

}  // namespace sluice::services
