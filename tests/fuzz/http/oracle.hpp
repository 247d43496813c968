// Reads a response of HTTP in one piece, in the pieces the input asks for, and in place: all three
// must agree. Pure function.
#pragma once

#include <string>
#include <string_view>

namespace sluice::http {

// What is wrong; empty: nothing. The input's first line holds a byte for the size of each piece,
// over and over, and an H if the response is one to HEAD; the rest is what the server sends.
std::string oracle(std::string_view input);

}  // namespace sluice::http
