// The statements that make each version of the store's tables of the one before. No state; any
// thread.
#pragma once

#include <array>

namespace sluice::store {

inline constexpr int kSchemaVersion = 17;

// Entry n makes version n + 1 of version n; the first makes all of an empty file. Never changed
// once released.
const std::array<const char*, kSchemaVersion>& migrations();

}  // namespace sluice::store
