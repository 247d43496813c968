// How the rows of a list are read from a response: `format`, `items` and what goes with them. Made
// at create, used on the component's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/expression/expression.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

enum class RowsFormat : uint8_t { kJson, kNdjson, kCsv, kTsv, kXml, kText };

struct RowsSettings {
  RowsFormat format = RowsFormat::kJson;
  char delimiter = ',';
  bool header = true;    // the first row of CSV names the columns
  std::string encoding;  // empty: as the response says
  bool has_items = false;
  std::string path;                                            // dotted, of the rows
  std::optional<sluice::expression::Expression> items;         // in place of the path
  std::optional<sluice::expression::Expression> listed;        // what the server counts
  bool is_counted_by_first_list = false;                       // `listed` is guessed of `items`
  std::optional<sluice::expression::Expression> xml_document;  // of XML: text to a value

  // `pointer`: where these settings stand, "" or "/for_each". E_INVALID starts with it.
  static sluice::Result<RowsSettings> read(sluice::Value config, const std::string& pointer,
                                           const sluice::Host& host);

  // Whether it is known how many rows a page has, whatever is made of them.
  bool counts_rows() const { return !items || listed; }
  // Whether a response has something around its rows.
  bool has_envelope() const { return format == RowsFormat::kJson || format == RowsFormat::kXml; }
  // Whether it is text that is taken apart at delimiters.
  bool has_lines() const { return !has_envelope() && format != RowsFormat::kNdjson; }
};

// "csv", for messages.
std::string_view format_word(RowsFormat format);

}  // namespace http_plugin
