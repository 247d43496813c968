// Reads one field of a cron expression. A pure function; no thread rule.
#pragma once

#include <string_view>

#include "schedule/cron_field.hpp"
#include "sluice/result.hpp"

namespace sluice::schedule {

// `field` must be a part of `whole`, which a refusal's column is counted in (refusal.hpp).
Result<FieldValues> parse_field(const FieldKind& kind, std::string_view whole,
                                std::string_view field);

}  // namespace sluice::schedule
