#include "text_lines.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "stand_in.hpp"

namespace file_plugin {

using sluice::Status;

Status TextLines::parse(sluice::Batch into, std::string_view lines, uint64_t first_line) {
  for (uint64_t line = first_line; !lines.empty(); line++) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view text = lines.substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (Status s = add(into, text, line); !s) return s;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return {};
}

Status TextLines::add(sluice::Batch into, std::string_view text, uint64_t line) {
  std::string recoded;
  if (recode_) {
    auto utf8 = recode_->utf8(text);
    if (!utf8)
      return add_failed_text(into, line, text,
                             "line " + std::to_string(line) + ": " + utf8.status().message());
    recoded = *std::move(utf8);
    text = recoded;
  } else if (!sluice::encoding::is_utf8(text)) {
    return add_failed_text(into, line, text,
                           "line " + std::to_string(line) + " is not UTF-8; set encoding");
  }
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> json(out);
  json.StartObject();
  json.Key("text");
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  json.EndObject();
  auto record = into.add_source({out.GetString(), out.GetSize()});
  if (record) return {};
  return {record.status().code(), "no memory for line " + std::to_string(line)};
}

}  // namespace file_plugin
