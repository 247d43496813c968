// A text that stands in one setting, or in the file that another one names: scripts. [main]
#pragma once

#include <string>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::expression {

struct TextSetting {
  std::string text;
  std::string pointer;  // of the setting that was given, for messages
  std::string origin;   // "FILE " where it is from a file, to put before a line's number
};

// E_INVALID: both or none of the settings is there, or the file cannot be read. `component` is for
// the message.
Result<TextSetting> read_text_setting(Value config, std::string_view component,
                                      std::string_view inline_name, std::string_view file_name);

}  // namespace sluice::expression
