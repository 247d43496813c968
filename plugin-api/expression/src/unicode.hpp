// Properties of characters and other forms of text, by utf8proc. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::expression {

// One character of UTF-8 text, and its bytes.
struct CodePoint {
  int32_t value = 0;
  size_t size = 1;
};
// REQUIRES: `at` < size, and the text is UTF-8
CodePoint code_point_at(std::string_view text, size_t at);
void append(std::string* out, int32_t code_point);

// Whether it is one character of Unicode's White_Space, or a byte order mark.
bool is_white_space(std::string_view character);
bool is_letter_or_digit(int32_t code_point);

// All of Unicode, without regard to a language; ß is SS in capitals.
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);
// Each word begins with a capital, and goes on in small letters.
std::string title_case(std::string_view text);

enum class Form : uint8_t { kNfc, kNfd, kNfkc, kNfkd };
std::string normalized(std::string_view text, Form form);
// Without accents and other marks: é is e. Letters that are no letter with a mark stay.
std::string without_marks(std::string_view text);

}  // namespace sluice::expression
