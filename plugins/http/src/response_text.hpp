// A response's body as UTF-8, whatever its encoding: which one it is says a byte order mark, else
// the setting, else the response's charset, else the XML document (RFC 7303). One lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rows_settings.hpp"
#include "sluice/encoding/recode.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

class ResponseText {
 public:
  // The body outlives it. E_DATA: the encoding is not known here, or is not the body's.
  static sluice::Result<ResponseText> of(const sluice::Response& response,
                                         const RowsSettings& settings);

  // Without a byte order mark. Lines and rows of it pass utf8() one by one, so that bytes that are
  // no characters are the fault of one record.
  std::string_view body() const { return whole_ ? std::string_view(*whole_) : body_; }
  // `pieces` become UTF-8, in `kept` if they are not. E_DATA: one has bytes that are no character.
  sluice::Status utf8(std::vector<std::string_view>& pieces, std::vector<std::string>& kept) const;

 private:
  explicit ResponseText(std::string_view body) : body_(body) {}

  std::string_view body_;
  std::optional<std::string> whole_;
  std::optional<sluice::encoding::Recode> recode_;
};

}  // namespace http_plugin
