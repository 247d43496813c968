// Where standard output and standard error go and where the input comes from: whether they are a
// terminal, and how wide the window is. Main thread.
#pragma once

#include <string>

namespace sluice::platform {

enum class Stream { kOutput, kError };

bool is_terminal(Stream stream);

// Both lead to the same place: one terminal, one file, one journal.
bool are_one();

// Columns; 80 if it is not a terminal or does not report them.
int terminal_width(Stream stream);
// Lines; 24 in the same cases.
int terminal_height(Stream stream);

bool input_is_terminal();

// Prompts on standard error and reads a line from the terminal without showing it. Empty at the end
// of the input. REQUIRES: input_is_terminal().
std::string read_hidden_line(const std::string& prompt);

}  // namespace sluice::platform
