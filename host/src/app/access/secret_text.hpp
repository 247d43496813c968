// Texts that nobody can guess, and what is kept of them. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace sluice::app {

// 160 bits of randomness.
std::string new_secret();
// SHA-256 in hexadecimal digits: who reads it learns nothing of a text from new_secret().
std::string hash_of(std::string_view secret);

}  // namespace sluice::app
