// How records become bodies: `format` and `batch`. A value; no thread rule.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "action_line.hpp"
#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace http_plugin {

enum class Format {
  kRecord,  // one record per request
  kArray,   // several, as a JSON array
  kNdjson,  // several, one per line
  kNone     // one record per request, which has no body
};

struct BatchSettings {
  Format format = Format::kRecord;
  size_t records = 1;
  size_t bytes = 0;           // of a body, before compression; one record alone may be larger
  std::string before, after;  // kArray: the brackets, and the object around them
  std::optional<ActionLine> action;  // kNdjson: the line before each record

  static sluice::Result<BatchSettings> read(sluice::Value config);
  bool many() const { return format == Format::kArray || format == Format::kNdjson; }
  std::string_view content_type() const;
};

}  // namespace http_plugin
