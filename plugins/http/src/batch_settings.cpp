#include "batch_settings.hpp"

#include "sluice/rest/json_body.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::json_string;

namespace {

constexpr int64_t kRecords = 100;
constexpr int64_t kBytes = int64_t{1024} * 1024;

Format format_of(std::string_view name) {
  if (name == "array") return Format::kArray;
  if (name == "ndjson") return Format::kNdjson;
  return name == "none" ? Format::kNone : Format::kRecord;
}

// The fixed members precede the records, for servers that parse while they read.
Status read_wrapper(Value batch, BatchSettings& out) {
  const Value wrap = batch["wrap"], with = batch["with"];
  if (with && !wrap)
    return Status::invalid("/batch/with",
                           "needs wrap: the name of the member that holds the records");
  if (wrap && out.format != Format::kArray)
    return Status::invalid("/batch/wrap", "needs format: array, which it wraps");
  if (!wrap) return {};
  const std::string_view name = wrap.string_or("");
  out.before = "{";
  for (size_t i = 0; i < with.size(); i++) {
    if (with.key(i) == name)
      return Status::invalid("/batch/with/" + std::string(name),
                             "is the member that wrap fills with the records");
    auto json = with.member(i).json();
    if (!json) return json.status();
    out.before.append(json_string(with.key(i))).append(":").append(*json).append(",");
  }
  out.before += json_string(name) + ":[";
  out.after = "]}";
  return {};
}

// A bulk request without action lines is refused by servers with the address `_bulk`.
bool is_bulk_address(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "_bulk";
}

Status read_action(Value config, BatchSettings& out) {
  const Value action = config["batch"]["action"];
  if (action && out.format != Format::kNdjson)
    return Status::invalid("/batch/action", "needs format: ndjson");
  if (!action) {
    if (out.format == Format::kNdjson && is_bulk_address(config["path"].string_or("")))
      out.action = ActionLine::index();
    return {};
  }
  if (action.is_object() && action.size() == 0) return {};  // no such line
  auto line = ActionLine::parse(action, "/batch/action");
  if (!line) return line.status();
  out.action = *std::move(line);
  return {};
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
  if (out.format == Format::kArray) out.before = "[", out.after = "]";
  for (Status status : {read_wrapper(batch, out), read_action(config, out)})
    if (!status) return status;
  return out;
}

std::string_view BatchSettings::content_type() const {
  if (format == Format::kNone) return {};
  return format == Format::kNdjson ? "application/x-ndjson" : "application/json";
}

}  // namespace http_plugin
