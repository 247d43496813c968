// A catalogue as pages for a person or a machine: `sluice plugins show`. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/rest/catalogue.hpp"

namespace sluice::rest {

// How the connector's components are named in a config to copy.
struct ComponentNames {
  std::string_view subscriber = {}, publisher = {};  // "lightspeedhq.subscriber"
  std::string_view client = {};                      // "shop"
};

// Empty topic: every entity with its actions. Else the entity's actions with parameters, responses,
// scopes and a config to copy. E_INVALID: no such entity, with the one that may have been meant.
Result<std::string> describe(const Catalogue& catalogue, const ComponentNames& names,
                             std::string_view topic, bool json);

// The two forms, for an existing entity; an empty one means all.
std::string catalogue_text(const Catalogue& catalogue, const ComponentNames& names,
                           std::string_view entity);
std::string catalogue_json(const Catalogue& catalogue, std::string_view entity);

}  // namespace sluice::rest
