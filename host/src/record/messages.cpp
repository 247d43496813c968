#include "record/messages.hpp"

#include <algorithm>
#include <cstdio>

#include "base/character.hpp"
#include "record/scan.hpp"
#include "record/utf8.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

namespace {

std::string place(sluice_slice text, size_t offset) {
  size_t line = 1, column = 1;
  for (size_t i = 0; i < offset; i++) {
    if (text.data[i] == '\n') {
      line++;
      column = 1;
    } else if ((static_cast<unsigned char>(text.data[i]) & 0xC0) != 0x80) {
      column++;  // columns count characters, not bytes
    }
  }
  return "byte " + std::to_string(offset) + " (line " + std::to_string(line) + ", column " +
         std::to_string(column) + ")";
}

std::string byte_name(char c) {
  if (c >= ' ' && c < 0x7F) return std::string("'") + c + "'";
  char name[16];
  std::snprintf(name, sizeof name, "byte 0x%02X", static_cast<unsigned>(static_cast<uint8_t>(c)));
  return name;
}

bool starts_with_bom(sluice_slice text) {
  return std::string_view(text.data, text.size).starts_with("\xEF\xBB\xBF");
}

std::string found(sluice_slice text, size_t offset, const char* expected) {
  if (text.data[offset] == '<' && skip_space(text.data) == text.data + offset)
    return "found '<', an HTML page?";
  if (offset == 0 && starts_with_bom(text))
    return "found a UTF-8 byte order mark; send the text without one";
  return "found " + byte_name(text.data[offset]) + ", expected " + expected;
}

}  // namespace

std::string quoted(sluice_slice name) {
  constexpr size_t kLongest = 64;
  std::string out = "\"";
  const size_t size = base::character_start(view(name), std::min(name.size, kLongest));
  for (size_t i = 0; i < size; i++)
    out += static_cast<unsigned char>(name.data[i]) < 0x20 ? '?' : name.data[i];
  if (size < name.size) out += "...";
  return out + "\"";
}

std::string syntax_message(std::string_view subject, sluice_slice text, const SyntaxError& error) {
  std::string out(subject);
  if (!text.size || skip_space(text.data) == text.data + text.size)
    return out + " is empty, expected JSON";
  const auto offset = std::min(static_cast<size_t>(error.at - text.data), text.size);
  if (offset == text.size)
    return out + " is truncated: it ends at " + place(text, offset) + ", expected " +
           error.expected;
  return out + " is not JSON at " + place(text, offset) + ": " +
         found(text, offset, error.expected);
}

std::string utf8_message(std::string_view subject, sluice_slice text) {
  return std::string(subject) + " is not UTF-8 at " + place(text, valid_utf8_prefix(text));
}

std::string limit_message(std::string_view what, size_t size, size_t limit) {
  return std::string(what) + " is " + std::to_string(size) + " bytes, over the limit of " +
         std::to_string(limit) + " bytes";
}

}  // namespace sluice::record
