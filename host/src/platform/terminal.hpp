// Where standard input, output and error lead: whether they are a terminal, and how wide the
// window is. Main thread.
#pragma once

namespace sluice::platform {

enum class Stream { kInput, kOutput, kError };

bool is_terminal(Stream stream);

// Both lead to the same place: one terminal, one file, one journal.
bool are_one();

// Columns; 80 if it is not a terminal or does not report them.
int terminal_width(Stream stream);

}  // namespace sluice::platform
