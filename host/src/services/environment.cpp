#include "services/environment.hpp"

#include <algorithm>
#include <chrono>

namespace sluice::services {

void Environment::offer(std::string_view id, const void* table, void* object) {
  std::erase_if(offers_, [&](const Offer& offer) { return offer.id == id; });
  offers_.push_back({std::string(id), table, object});
}

const Offer* Environment::find(std::string_view id) const {
  const auto found = std::find_if(offers_.begin(), offers_.end(),
                                  [&](const Offer& offer) { return offer.id == id; });
  return found == offers_.end() ? nullptr : &*found;
}

int64_t Environment::now_us() const {
  if (unix_us) return unix_us();
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace sluice::services
