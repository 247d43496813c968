// What is said and stored of a target that is down. Pure; any thread.
#pragma once

#include <string>

#include "pipeline/call.hpp"
#include "pipeline/plan.hpp"
#include "sluice/result.hpp"

namespace sluice::backlog {

// Its last failure, without the place that goes before it anyway, and without secrets.
inline std::string failure_text(const pipeline::Plan& plan, const pipeline::Target& target,
                                const Status& why) {
  std::string text = plan.redact ? plan.redact(why.message()) : why.message();
  const std::string place = pipeline::where(plan, target) + ": ";
  if (text.starts_with(place)) text.erase(0, place.size());
  return text;
}

}  // namespace sluice::backlog
