// Writes an event's data about its entity into a record. On the subscriber's lane.
#pragma once

#include <string_view>

#include "sluice/plugin.hpp"

namespace lightspeedhq {

// Both copy the text. E_NO_MEMORY.
sluice::Status set_key(sluice::Batch batch, const sluice::Record& record, std::string_view id);
// Of the record's object; replaces a member of that name. E_DATA: it is not an object that
// can be read.
sluice::Status set_member(sluice::Batch batch, const sluice::Record& record, std::string_view name,
                          std::string_view text);

}  // namespace lightspeedhq
