#include "format.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace file_plugin {
namespace {

constexpr std::string_view kPacked = ".gz";
constexpr int64_t kMostTimes = 500;

constexpr std::array<std::pair<std::string_view, Format>, 10> kEndings = {{
    {"ndjson", Format::kNdjson},
    {"jsonl", Format::kNdjson},
    {"json", Format::kJson},
    {"csv", Format::kCsv},
    {"tsv", Format::kTsv},
    {"xml", Format::kXml},
    {"text", Format::kText},
    {"txt", Format::kText},
    {"log", Format::kText},
    {"", Format::kNdjson},
}};

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// The same words are the values of `format`.
Format format_named(std::string_view word) {
  const auto* const found = std::find_if(kEndings.begin(), kEndings.end(),
                                         [&](const auto& known) { return known.first == word; });
  return found == kEndings.end() ? Format::kNdjson : found->second;
}

// "csv" of "export.csv".
std::string_view ending_of(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == path.npos ? std::string_view() : path.substr(dot + 1);
}

// Names with dots between them; one with a dot in it is in double quotes.
Result<std::vector<std::string>> names_of(std::string_view way) {
  std::vector<std::string> out;
  while (!way.empty()) {
    const bool quoted = way.front() == '"';
    const size_t end = quoted ? way.find('"', 1) : way.find('.');
    if (quoted && end == way.npos)
      return Status::invalid("/items", "has a quote that is never closed");
    out.emplace_back(way.substr(quoted ? 1 : 0, quoted ? end - 1 : end));
    way.remove_prefix(std::min(way.size(), quoted ? end + 1 : end));
    if (out.back().empty() || (!way.empty() && (way.front() != '.' || way.size() == 1)))
      return Status::invalid("/items", "names with dots between them are wanted, as data.orders");
    if (!way.empty()) way.remove_prefix(1);
  }
  return out;
}

}  // namespace

Status check_belongs(sluice::Value config, const char* setting, bool belongs,
                     const std::string& to) {
  if (belongs || !config[setting]) return {};
  return Status::invalid("/" + std::string(setting), "belongs to " + to);
}

FileFormat FormatSettings::of(std::string_view path) const {
  FileFormat out = given_;
  std::string name = lower_case(path);
  const bool packed = name.ends_with(kPacked);
  if (packed) name.resize(name.size() - kPacked.size());
  out.packing.gzip = gzip_.value_or(packed);
  out.format = format_ ? *format_ : format_named(ending_of(name));
  const bool csv = out.format == Format::kCsv || out.format == Format::kTsv;
  if (!csv) out.csv.reset();
  if (csv && !out.csv) out.csv.emplace();
  if (out.format == Format::kTsv && !given_.csv) out.csv->delimiter = '\t';
  return out;
}

Result<FormatSettings> FormatSettings::from(sluice::Value config, std::string_view path) {
  FormatSettings out;
  if (const std::string given(config["format"].string_or("")); !given.empty())
    out.format_ = format_named(given);
  if (config["gzip"]) out.gzip_ = config["gzip"].bool_or(false);
  out.given_.packing.most_times =
      static_cast<uint64_t>(config["max_expansion"].integer_or(kMostTimes));
  const FileFormat format = out.of(path);
  const bool csv = format.csv.has_value();
  auto columns = csv_format_of(config, csv, format.format == Format::kTsv ? '\t' : ',');
  if (!columns) return columns.status();
  out.given_.csv = *std::move(columns);
  if (Status s = check_belongs(config, "items", format.is_document(), "JSON and XML: set format");
      !s)
    return s;
  auto items = names_of(config["items"].string_or(""));
  if (!items) return items.status();
  out.given_.items = *std::move(items);
  return out;
}

}  // namespace file_plugin
