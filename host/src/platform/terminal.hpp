// Whether a person watches standard output or standard error, and how wide their window is.
#pragma once

namespace sluice::platform {

enum class Stream { kOutput, kError };

bool is_terminal(Stream stream);

// Columns; 80 if it is no terminal or does not say.
int terminal_width(Stream stream);

}  // namespace sluice::platform
