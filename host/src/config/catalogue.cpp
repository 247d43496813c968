#include "config/catalogue.hpp"

#include <algorithm>

namespace sluice::config {

const ComponentType* Catalogue::find(std::string_view id) const {
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.id == id; });
  return found == types.end() ? nullptr : &*found;
}

}  // namespace sluice::config
