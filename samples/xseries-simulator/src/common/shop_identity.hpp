#pragma once
// The fixed properties of the simulated retailer.

namespace sluice::simulator {

inline constexpr const char* kRetailerId = "00000000-0000-4000-8000-000000000001";

}  // namespace sluice::simulator
