// The members of an entity as the JSON Schema of ext/members.h. No state; any thread.
#pragma once

#include <string>

#include "sluice/rest/operation.hpp"

namespace sluice::rest {

std::string members_schema(const EntityMembers& members);

}  // namespace sluice::rest
