#include "recording/scrubber.hpp"

#include <Poco/InflatingStream.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <iterator>
#include <optional>
#include <sstream>

namespace sluice::recording {
namespace {

constexpr std::string_view kPlaceholder = "redacted-";
constexpr int64_t kSmall = 1000;
constexpr int64_t kYearsS = 10LL * 366 * 86400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_form(const http::Headers& headers) {
  const auto type = headers.find("Content-Type");
  return type && http::lower_case(*type).find("x-www-form-urlencoded") != std::string::npos;
}

// The unpacked text of a body with "Content-Encoding: gzip"; nothing if it is not packed.
std::optional<std::string> unpacked(const http::Headers& headers, std::string_view body) {
  const auto encoding = headers.find("Content-Encoding");
  const bool packed = encoding && http::equal_ignoring_case(*encoding, "gzip");
  if (!packed || body.substr(0, 2) != "\x1f\x8b") return std::nullopt;
  try {
    std::istringstream in{std::string(body)};
    Poco::InflatingInputStream stream(in, Poco::InflatingStreamBuf::STREAM_GZIP);
    stream.exceptions(std::ios::badbit);
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// The text of a JSON string; unchanged if it is none, such as a cut one.
std::string decoded(std::string_view literal) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(literal.data(), literal.size());
  if (document.HasParseError() || !document.IsString()) return std::string(literal);
  return {document.GetString(), document.GetStringLength()};
}

bool is_harmless_number(std::string_view text, int64_t now_s) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  return (number >= 0 && number < kSmall) || (number > now_s - kYearsS && number < now_s + kYearsS);
}

}  // namespace

bool is_placeholder(std::string_view text) {
  return text.size() > kPlaceholder.size() && text.substr(0, kPlaceholder.size()) == kPlaceholder &&
         std::all_of(text.begin() + kPlaceholder.size(), text.end(), is_digit);
}

std::string without_numbers(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t found = std::min(text.find(kPlaceholder, at), text.size());
    out += text.substr(at, found - at);
    at = found;
    if (at == text.size()) break;
    out += kPlaceholder;
    at += kPlaceholder.size();
    while (at < text.size() && is_digit(text[at])) at++;
  }
  return out;
}

std::string Scrubber::placeholder(std::string_view secret) {
  // A run from a recording has placeholders for secrets.
  if (secret.empty() || is_placeholder(secret)) return std::string(secret);
  std::lock_guard lock(mutex_);
  const auto at = numbers_.try_emplace(std::string(secret), numbers_.size() + 1).first;
  return std::string(kPlaceholder) + std::to_string(at->second);
}

std::string Scrubber::by_value(const std::string& text) {
  return redactor_.redact(text, [this](const std::string& secret) { return placeholder(secret); });
}

http::IsSecret Scrubber::known() const {
  return [this](std::string_view value) { return redactor_.is_secret(value); };
}

std::string Scrubber::text(std::string_view text) { return by_value(std::string(text)); }

std::string Scrubber::url(std::string_view url) {
  return by_value(http::mask_url(
      url, [this](std::string_view v) { return placeholder(v); }, known()));
}

// "Bearer abc": the scheme stays.
std::string Scrubber::header_value(std::string_view name, std::string_view value) {
  if (http::is_harmless_header(name) && !redactor_.is_secret(value)) {
    const bool address =
        http::equal_ignoring_case(name, "Location") || http::equal_ignoring_case(name, "Link");
    return address ? url(value) : text(value);
  }
  const size_t blank = value.find(' ');
  const bool scheme =
      http::lower_case(name).find("authorization") != std::string::npos && blank != value.npos;
  if (!scheme) return placeholder(value);
  return std::string(value.substr(0, blank + 1)) + placeholder(value.substr(blank + 1));
}

http::Headers Scrubber::headers(const http::Headers& headers) {
  http::Headers out;
  for (const auto& [name, value] : headers.fields()) out.add(name, header_value(name, value));
  return out;
}

// Kinds of values stay, as a reader expects them; a number cannot hold a placeholder.
std::string Scrubber::json_value(std::string_view value) {
  if (value.empty()) return {};
  if (value[0] == '"') return '"' + placeholder(decoded(value)) + '"';
  if (value[0] == '{' || value[0] == '[')
    return http::mask_values(value, [this](std::string_view v) { return json_value(v); });
  if (value == "true" || value == "false" || value == "null") return std::string(value);
  return "0";
}

std::string Scrubber::body(const http::Headers& headers, std::string_view body) {
  const std::optional<std::string> plain = unpacked(headers, body);
  if (plain) body = *plain;
  if (is_form(headers))
    return by_value(http::mask_form(
        body, [this](std::string_view v) { return placeholder(v); }, known()));
  return by_value(http::mask_json(
      body, [this](std::string_view v) { return json_value(v); }, known()));
}

std::string Scrubber::credential(std::string_view text, int64_t now_s) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const size_t equals = line.find('=');
    if (equals == line.npos && !line.empty()) return placeholder(text);
    const std::string_view value = line.empty() ? line : line.substr(equals + 1);
    out += line.substr(0, line.size() - value.size());
    out += is_harmless_number(value, now_s) ? std::string(value) : placeholder(value);
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

}  // namespace sluice::recording
