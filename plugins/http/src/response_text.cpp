#include "response_text.hpp"

#include <algorithm>
#include <utility>

#include "sluice/encoding/declared.hpp"

namespace http_plugin {

using sluice::Response;
using sluice::Result;
using sluice::Status;
using sluice::encoding::Recode;

namespace {

// Which encoding, and who says so, for messages.
struct Said {
  std::string encoding;
  std::string by;
};

// JSON is UTF-8, and a charset of its type means nothing (RFC 8259, 11).
Said said_by(const Response& response, const RowsSettings& settings) {
  if (!settings.encoding.empty()) return {settings.encoding, "the setting"};
  if (settings.format == RowsFormat::kJson || settings.format == RowsFormat::kNdjson) return {};
  std::string charset = sluice::encoding::of_content_type(response.header("Content-Type"));
  if (!charset.empty()) return {std::move(charset), "the charset of the response"};
  if (settings.format != RowsFormat::kXml) return {};
  return {sluice::encoding::of_xml(response.body()), "the XML declaration"};
}

}  // namespace

Result<ResponseText> ResponseText::of(const Response& response, const RowsSettings& settings) {
  ResponseText out(response.body());
  const auto mark = sluice::encoding::byte_order_mark(out.body_);
  out.body_.remove_prefix(mark.bytes.size());
  const Said said = mark.bytes.empty() ? said_by(response, settings)
                                       : Said{std::string(mark.encoding), "the byte order mark"};
  if (said.encoding.empty() || sluice::encoding::names_utf8(said.encoding)) return out;
  auto recode = Recode::whole(said.encoding);
  if (!recode)
    return Status::data(recode.status().message() + " (" + said.by + " says so); set encoding");
  if (settings.has_lines() && recode->writes_ascii()) {
    out.recode_.emplace(*std::move(recode));
    return out;
  }
  auto whole = recode->utf8(out.body_);
  if (!whole) return Status::data(whole.status().message() + ", which " + said.by + " says it is");
  out.whole_ = *std::move(whole);
  return out;
}

Status ResponseText::utf8(std::vector<std::string_view>& pieces,
                          std::vector<std::string>& kept) const {
  if (!recode_) {
    const bool known = std::all_of(pieces.begin(), pieces.end(), sluice::encoding::is_utf8);
    return known ? Status() : Status::data("it is not UTF-8; set encoding");
  }
  kept.clear();
  for (const std::string_view piece : pieces) {
    auto recoded = recode_->utf8(piece);
    if (!recoded) return recoded.status();
    kept.push_back(*std::move(recoded));
  }
  pieces.assign(kept.begin(), kept.end());
  return {};
}

}  // namespace http_plugin
