#include "rows_settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sluice/encoding/recode.hpp"

namespace http_plugin {

using sluice::Host;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::expression::Expression;

namespace {

constexpr std::array<std::string_view, 6> kFormats = {"json", "ndjson", "csv",
                                                      "tsv",  "xml",    "text"};

// "data.rows" and "@odata.list": names with dots between them, as other settings have them.
bool is_dotted_path(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) {
                       constexpr std::string_view kOther = "_-.@:$";
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || kOther.find(c) != kOther.npos;
                     }) &&
         text != "@" && text != "$";
}

Result<Expression> compiled(std::string_view text, Value config, const std::string& pointer,
                            const Host& host) {
  auto out = Expression::compile(text, sluice::expression::workbench_of(host, config.batch()));
  if (!out && out.status().code() == SLUICE_E_INVALID)
    return Status::invalid(pointer, out.status().message());
  if (out)
    for (const std::string& warning : out->warnings())
      sluice::Findings(host).warning(pointer, warning);
  return out;
}

Status refuse_counts(Value config, const std::string& pointer, const char* why) {
  if (!config["pagination"]["counts"].exists()) return {};
  return Status::invalid(pointer + "/pagination/counts", std::string(why) + "; remove it");
}

// What is said, or the list that `items` begins with.
Status read_counted(Value config, const std::string& pointer, const Host& host, RowsSettings& out) {
  const Value said = config["pagination"]["counts"];
  if (said) {
    auto counted = compiled(said.string_or(""), config, pointer + "/pagination/counts", host);
    if (!counted) return counted.status();
    out.listed = *std::move(counted);
    return {};
  }
  const auto listed = out.items->first_list();
  if (!listed) return {};
  auto list = Expression::compile(*listed, sluice::expression::workbench_of(host, config.batch()));
  if (!list) return list.status();
  out.listed = *std::move(list);
  out.is_counted_by_first_list = true;
  return {};
}

Status read_items(Value config, const std::string& pointer, const Host& host, RowsSettings& out) {
  out.has_items = config["items"].exists();
  if (!out.has_items) return refuse_counts(config, pointer, "it needs items");
  if (!out.has_envelope())
    return Status::invalid(pointer + "/items",
                           "is not used with format: " + std::string(format_word(out.format)) +
                               ", where every line is a record; remove it");
  out.path = config["items"].string_or("");
  if (is_dotted_path(out.path)) return refuse_counts(config, pointer, "items is that list already");
  auto items = compiled(out.path, config, pointer + "/items", host);
  if (!items) return items.status();
  out.items = *std::move(items);
  return read_counted(config, pointer, host, out);
}

Status read_columns(Value config, const std::string& pointer, RowsSettings& out) {
  const bool csv = out.format == RowsFormat::kCsv;
  if (!csv && config["delimiter"].exists())
    return Status::invalid(pointer + "/delimiter", "belongs to format: csv");
  if (!csv && out.format != RowsFormat::kTsv && config["header"].exists())
    return Status::invalid(pointer + "/header", "belongs to format: csv or tsv");
  const std::string_view delimiter = config["delimiter"].string_or(",");
  out.delimiter = out.format == RowsFormat::kTsv ? '\t' : delimiter.front();
  out.header = config["header"].bool_or(true);
  return {};
}

Status read_encoding(Value config, const std::string& pointer, RowsSettings& out) {
  out.encoding = config["encoding"].string_or("");
  if (out.encoding.empty()) return {};
  if (out.format == RowsFormat::kNdjson)
    return Status::invalid(pointer + "/encoding",
                           "is not used with format: ndjson, which is UTF-8; remove it");
  auto recode = sluice::encoding::Recode::whole(out.encoding);
  return recode ? Status() : Status::invalid(pointer + "/encoding", recode.status().message());
}

}  // namespace

std::string_view format_word(RowsFormat format) { return kFormats[static_cast<size_t>(format)]; }

Result<RowsSettings> RowsSettings::read(Value config, const std::string& pointer,
                                        const Host& host) {
  RowsSettings out;
  const auto word = std::find(kFormats.begin(), kFormats.end(), config["format"].string_or("json"));
  out.format = static_cast<RowsFormat>(word == kFormats.end() ? 0 : word - kFormats.begin());
  if (Status s = read_items(config, pointer, host, out); !s) return s;
  if (Status s = read_columns(config, pointer, out); !s) return s;
  if (Status s = read_encoding(config, pointer, out); !s) return s;
  if (out.format != RowsFormat::kXml) return out;
  auto xml = compiled("from_xml(@)", config, pointer + "/format", host);
  if (!xml) return xml.status();
  out.xml_document = *std::move(xml);
  return out;
}

}  // namespace http_plugin
