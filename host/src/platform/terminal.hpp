// Where standard output and standard error lead: whether a person watches, and how wide their
// window is. Main thread.
#pragma once

namespace sluice::platform {

enum class Stream { kOutput, kError };

bool is_terminal(Stream stream);

// Both lead to the same place: one terminal, one file, one journal.
bool are_one();

// Columns; 80 if it is no terminal or does not say.
int terminal_width(Stream stream);

}  // namespace sluice::platform
