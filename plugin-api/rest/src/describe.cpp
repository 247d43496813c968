#include "sluice/rest/describe.hpp"

#include <algorithm>

#include "sluice/rest/closest.hpp"

namespace sluice::rest {

Result<std::string> describe(const Catalogue& catalogue, const ComponentNames& names,
                             std::string_view topic, bool json) {
  auto entities = catalogue.entities();
  if (!topic.empty() && std::find(entities.begin(), entities.end(), topic) == entities.end())
    return Status(SLUICE_E_INVALID, std::string(catalogue.owner()) + " has no entity \"" +
                                        std::string(topic) + "\"" + hint_for(topic, entities));
  return json ? catalogue_json(catalogue, topic) : catalogue_text(catalogue, names, topic);
}

}  // namespace sluice::rest
