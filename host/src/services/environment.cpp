#include "services/environment.hpp"

#include <algorithm>

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

}  // namespace sluice::services
