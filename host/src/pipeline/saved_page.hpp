// Keeps an unreadable page for a person to look at. Source lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/plan.hpp"

namespace sluice::pipeline {

// Writes `text`, redacted, to a file of the state folder that names pipeline and page. Returns a
// sentence for the error: where the page is, or why it was not kept.
std::string save_page(const Plan& plan, uint64_t page, std::string_view text);

// A cursor for an error message: redacted, without control characters, cut.
std::string shown_cursor(const Plan& plan, std::string_view cursor);

}  // namespace sluice::pipeline
