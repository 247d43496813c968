#pragma once
// The simulator's own copy of entities.tsv, compiled into the binary. Immutable: any thread.

#include <string_view>

namespace sluice::simulator {

// The whole table, header line first, columns separated by tabs.
std::string_view entities_tsv();

}  // namespace sluice::simulator
