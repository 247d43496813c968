// Takes secrets out of what is recorded: by value (the redactor knows them) and by name (headers,
// parameters, members). Each gets a placeholder, the same one for the same secret, made of
// characters that are no different when encoded: "redacted-1". Thread-safe.
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
  // Of a message with these headers: a form, or JSON, or text of no known kind. One that is packed
  // (gzip) is unpacked, as no secret can be found in it otherwise.
  std::string body(const http::Headers& headers, std::string_view body);
  // What a plugin keeps of a credential, of which nobody but the plugin knows the form. Of lines
  // "name=value" all stay but what is no time near `now_s` and no small number; other text is all
  // secret.
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

// The text with all placeholders made equal: what texts of different runs have in common.
std::string without_numbers(std::string_view text);
bool is_placeholder(std::string_view text);

}  // namespace sluice::recording
