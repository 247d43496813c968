#include "http/text/http_date.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>

#include <algorithm>
#include <string>

namespace sluice::http {

std::optional<int64_t> parse_http_date(std::string_view text) {
  // Poco fills in missing parts; an HTTP date always has a time of day.
  if (text.size() > 64 || std::count(text.begin(), text.end(), ':') != 2) return std::nullopt;
  using Format = Poco::DateTimeFormat;
  for (const std::string& format :
       {Format::HTTP_FORMAT, Format::RFC850_FORMAT, Format::ASCTIME_FORMAT}) {
    Poco::DateTime when;
    int offset_s = 0;
    if (!Poco::DateTimeParser::tryParse(format, std::string(text), when, offset_s)) continue;
    // A year of two digits belongs to another format.
    if (when.year() >= 1970) return when.timestamp().epochTime() - offset_s;
  }
  return std::nullopt;
}

std::optional<int64_t> parse_iso_date(std::string_view text) {
  const bool likely = text.size() >= 19 && text.size() <= 40 && text[4] == '-' && text[13] == ':';
  if (!likely || (text[10] != 'T' && text[10] != ' ')) return std::nullopt;
  Poco::DateTime when;
  int offset_s = 0;
  using Format = Poco::DateTimeFormat;
  for (const std::string& format : {Format::ISO8601_FRAC_FORMAT, Format::ISO8601_FORMAT})
    if (Poco::DateTimeParser::tryParse(format, std::string(text), when, offset_s))
      return when.timestamp().epochTime() - offset_s;
  return std::nullopt;
}

}  // namespace sluice::http
