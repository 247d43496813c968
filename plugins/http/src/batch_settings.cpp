#include "batch_settings.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;

namespace {

constexpr int64_t kRecords = 100;
constexpr int64_t kBytes = int64_t{1024} * 1024;

Format format_of(std::string_view name) {
  if (name == "array") return Format::kArray;
  if (name == "ndjson") return Format::kNdjson;
  return name == "none" ? Format::kNone : Format::kRecord;
}

}  // namespace

Result<BatchSettings> BatchSettings::read(Value config) {
  BatchSettings out;
  out.format = format_of(config["format"].string_or("record"));
  const Value batch = config["batch"];
  if (!out.many()) {
    if (batch)
      return Status::invalid("/batch",
                             "needs format: array or format: ndjson; with another format "
                             "each record is a request of its own");
    return out;
  }
  out.records = static_cast<size_t>(batch["records"].integer_or(kRecords));
  out.bytes = static_cast<size_t>(batch["bytes"].integer_or(kBytes));
  return out;
}

std::string_view BatchSettings::content_type() const {
  if (format == Format::kNone) return {};
  return format == Format::kNdjson ? "application/x-ndjson" : "application/json";
}

}  // namespace http_plugin
