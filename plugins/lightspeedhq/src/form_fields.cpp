#include "form_fields.hpp"

#include <algorithm>
#include <charconv>

namespace lightspeedhq {
namespace {

std::string form_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); i++) {
    unsigned char byte = 0;
    const char* const digits = text.data() + i + 1;
    const bool escape = text[i] == '%' && text.size() - i > 2 &&
                        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    if (escape) i += 2;
    out += escape ? static_cast<char>(byte) : text[i] == '+' ? ' ' : text[i];
  }
  return out;
}

}  // namespace

std::optional<std::string> form_field(std::string_view body, std::string_view name) {
  while (!body.empty()) {
    const size_t end = std::min(body.find('&'), body.size());
    const std::string_view field = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    const size_t equals = std::min(field.find('='), field.size());
    if (form_decoded(field.substr(0, equals)) != name) continue;
    return form_decoded(field.substr(std::min(equals + 1, field.size())));
  }
  return std::nullopt;
}

}  // namespace lightspeedhq
