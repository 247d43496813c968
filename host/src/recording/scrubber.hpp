// Removes secrets from what is recorded: by value (from the redactor) and by name (headers,
// parameters, members). Each gets a placeholder, the same one for the same secret, made of
// characters that do not change when encoded: "redacted-1". Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "http/policy/sensitive.hpp"
#include "http/text/headers.hpp"
#include "services/redactor.hpp"

namespace sluice::recording {

class Scrubber {
 public:
  // `redactor` outlives it.
  explicit Scrubber(const services::Redactor& redactor) : redactor_(redactor) {}

  std::string text(std::string_view text);
  std::string url(std::string_view url);
  http::Headers headers(const http::Headers& headers);
  // Of a message with these headers: a form, or JSON, or text of unknown kind. A packed one
  // (gzip) is unpacked, since no secret can be found in it otherwise.
  std::string body(const http::Headers& headers, std::string_view body);
  // A credential stored by a plugin, in a form known only to the plugin. Of lines
  // "name=value" all stay except values that are neither a time near `now_s` nor a small number;
  // other text is all secret.
  std::string credential(std::string_view text, int64_t now_s);

 private:
  http::IsSecret known() const;
  std::string placeholder(std::string_view secret);
  std::string header_value(std::string_view name, std::string_view value);
  std::string json_value(std::string_view value);
  std::string by_value(const std::string& text);

  const services::Redactor& redactor_;
  std::mutex mutex_;
  std::map<std::string, size_t, std::less<>> numbers_;
};

// The text with all placeholders made equal: the common part of texts of different runs.
std::string without_numbers(std::string_view text);
bool is_placeholder(std::string_view text);

}  // namespace sluice::recording
