// Lines of a recording as JSON text, each with its line end. Nothing is redacted here. Pure.
#pragma once

#include <string>

#include "recording/lines.hpp"

namespace sluice::recording {

std::string to_line(const Header& header);
std::string to_line(const Exchange& exchange);
std::string to_line(const StateValue& value);
std::string to_line(const KeptCredential& credential);
std::string end_line(uint64_t exchanges);

}  // namespace sluice::recording
