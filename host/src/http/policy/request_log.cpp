#include "http/policy/request_log.hpp"

#include <algorithm>

#include "base/character.hpp"
#include "base/hex.hpp"
#include "sluice/ext/log.h"

namespace sluice::http {
namespace {

bool is_form(const Headers& headers) {
  auto type = headers.find("Content-Type");
  return type && lower_case(*type).find("x-www-form-urlencoded") != std::string::npos;
}

bool is_address(std::string_view header) {
  return equal_ignoring_case(header, "Location") || equal_ignoring_case(header, "Link") ||
         equal_ignoring_case(header, "Content-Location");
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7F) {
      base::append_hex(out += "\\x", c);
    } else {
      out += c;
    }
  }
  return out;
}

void RequestLog::write(const Request& request, const Outcome& outcome, int64_t elapsed_ms) const {
  if (!wanted()) return;
  bool full = settings_.log == LogLevel::kFull;
  std::string text = first_line(request, outcome, elapsed_ms);
  text += header_lines('>', request.headers);
  if (full) text += body_line('>', request.headers, request.body);
  const Response& response = outcome.response;
  text += header_lines('<', response.headers);
  if (full) text += body_line('<', response.headers, {response.body.data(), response.body.size()});
  sink_(SLUICE_LOG_INFO, settings_.name, text);
}

IsSecret RequestLog::known() const {
  return [this](std::string_view value) { return redactor_.is_secret(value); };
}

std::string RequestLog::first_line(const Request& request, const Outcome& outcome,
                                   int64_t elapsed_ms) const {
  std::string line = request.method + " " + mask_url(request.url, masked, known());
  line += outcome.status.ok() ? " " + std::to_string(outcome.response.status)
                              : " failed: " + outcome.status.message();
  line += ", " + std::to_string(elapsed_ms) + " ms, " +
          std::to_string(outcome.response.body.size()) + " bytes";
  return visible(redactor_.redact(line));
}

std::string RequestLog::header_lines(char mark, const Headers& headers) const {
  std::string out;
  for (const auto& [name, value] : headers.fields()) {
    const bool hide = !is_harmless_header(name) || redactor_.is_secret(value);
    std::string shown = hide ? std::string(services::Redactor::kMask)
                             : redactor_.redact(is_address(name) ? mask_url(value) : value);
    out += std::string(" | ") + mark + " " + visible(name) + ": " + visible(shown);
  }
  return out;
}

std::string RequestLog::body_line(char mark, const Headers& headers, std::string_view body) const {
  if (body.empty()) return {};
  // Redacted beyond what is shown, so a secret across the cut is complete; then the end,
  // where the beginning of another may be, is dropped.
  size_t margin = redactor_.longest();
  std::string_view part = body.substr(0, kMaxBody + margin);
  std::string masked = is_form(headers) ? mask_form(part, http::masked, known())
                                        : mask_json(part, http::masked, known());
  std::string shown = redactor_.redact(masked);
  bool cut = part.size() < body.size() || shown.size() > kMaxBody;
  if (part.size() < body.size()) shown.resize(shown.size() - std::min(margin, shown.size()));
  shown.resize(base::character_start(shown, std::min(shown.size(), kMaxBody)));
  std::string more = cut ? " … (" + std::to_string(body.size()) + " bytes in all)" : "";
  return std::string(" | ") + mark + " " + visible(shown) + more;
}

}  // namespace sluice::http
