// What holds of any text given to the CSV reader. A broken one is thrown as a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::csv::test {

// Rows are the same whatever pieces the text comes in (`piece` bytes each), and rows that are
// written out by the RFC's rules are read back.
void check_csv(std::string_view text, char delimiter, size_t piece);

}  // namespace sluice::csv::test
