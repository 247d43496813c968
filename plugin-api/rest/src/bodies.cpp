#include "sluice/rest/bodies.hpp"

#include <array>
#include <random>

#include "sluice/rest/hex.hpp"

namespace sluice::rest {
namespace {

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '*';
}

// application/x-www-form-urlencoded as the WHATWG URL standard (5.2) writes it.
void append_encoded(std::string& out, std::string_view text) {
  for (char c : text) {
    if (c == ' ')
      out += '+';
    else if (stays(c))
      out += c;
    else
      append_hex(out += '%', static_cast<unsigned char>(c));
  }
}

// A scalar's own text, anything else as JSON.
Result<std::string_view> field_text(Value value) {
  if (value.is_string()) return value.string();
  if (value.is_null()) return std::string_view();
  return value.json();
}

std::array<unsigned char, 16> random_bytes() {
  std::random_device device;
  std::uniform_int_distribution<int> byte(0, 255);
  std::array<unsigned char, 16> out{};
  for (unsigned char& b : out) b = static_cast<unsigned char>(byte(device));
  return out;
}

// Replaces characters not allowed in a quoted header parameter.
std::string quotable(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '_';
  return out;
}

}  // namespace

Result<std::string> form_body(Value payload) {
  if (!payload.is_object()) return Status::data("the payload must be an object of form fields");
  std::string out;
  for (size_t i = 0; i < payload.size(); i++) {
    auto text = field_text(payload.member(i));
    if (!text) return text.status();
    if (!out.empty()) out += '&';
    append_encoded(out, payload.key(i));
    out += '=';
    append_encoded(out, *text);
  }
  return out;
}

std::string wrapped(std::string_view path, std::string list) {
  while (!path.empty()) {
    size_t dot = path.rfind('.');
    std::string_view name = dot == path.npos ? path : path.substr(dot + 1);
    list.insert(0, "{\"" + std::string(name) + "\":").append("}");
    path = dot == path.npos ? std::string_view() : path.substr(0, dot);
  }
  return list;
}

std::string fresh_uuid() {
  auto bytes = random_bytes();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  std::string out;
  for (size_t i = 0; i < bytes.size(); i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    append_hex(out, bytes[i]);
  }
  return out;
}

MultipartBody multipart_body(const FilePart& part) {
  // A random boundary of 122 bits occurs in no file.
  std::string boundary = "sluice-" + fresh_uuid();
  MultipartBody out{"multipart/form-data; boundary=" + boundary, {}};
  out.text.reserve(part.bytes.size() + 512);
  out.text.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
  out.text.append(quotable(part.name)).append("\"; filename=\"").append(quotable(part.file_name));
  out.text.append("\"\r\nContent-Type: ").append(part.content_type).append("\r\n\r\n");
  out.text.append(part.bytes).append("\r\n--").append(boundary).append("--\r\n");
  return out;
}

}  // namespace sluice::rest
