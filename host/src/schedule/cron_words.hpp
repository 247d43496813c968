// A cron expression in English: "every day at 02:30 Europe/Berlin", "every 5 minutes, Monday to
// Friday, UTC". Pure
// functions; no thread rule.
#pragma once

#include <string>

#include "schedule/cron.hpp"

namespace sluice::schedule {

std::string words_of_cron(const CronExpression& cron, const std::string& zone);

}  // namespace sluice::schedule
