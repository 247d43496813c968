#include "services/state_access.hpp"

#include <algorithm>

namespace sluice::services {

std::string counted_text(std::string_view what, uint64_t count) {
  std::string out = std::to_string(count) + ' ' + std::string(what);
  if (count != 1) out.insert(std::min(out.find(' ', out.find(' ') + 1), out.size()), 1, 's');
  return out;
}

}  // namespace sluice::services
