#include "http/http_date.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <string>

namespace sluice::http {

std::optional<int64_t> parse_http_date(std::string_view text) {
  // curl also takes "2020" or "Jul" alone; a date of HTTP always has a time of day.
  if (text.size() > 64 || std::count(text.begin(), text.end(), ':') != 2) return std::nullopt;
  time_t when = curl_getdate(std::string(text).c_str(), nullptr);
  if (when == -1) return std::nullopt;
  return static_cast<int64_t>(when);
}

}  // namespace sluice::http
