// The rows of tables that a test brings along. Main thread.
#pragma once

#include <string>

#include "app/trial/test_case.hpp"
#include "config/model.hpp"

namespace sluice::app {

// Into the config, or, of tables that are kept in the store, into that of `state_folder`, which is
// made. E_INVALID: there is no such table, or rows are expected of one that steps cannot change.
Status place_tables(const TestCase& test, config::Config& config, const std::string& state_folder);

}  // namespace sluice::app
