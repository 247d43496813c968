// Packing slips as HTML; 406 when there is nothing to pack.

#include <charconv>

#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "writes/selling.hpp"

namespace sluice::simulator {
namespace {

const Row& numbered_fulfillment(Call& call) {
  const std::string& id = call.param("fulfillment_id");
  std::int64_t number = 0;
  const char* end = id.data() + id.size();
  const auto read = std::from_chars(id.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 1) {
    throw ApiError(400, "fulfillment_id must be a positive integer");
  }
  const Row* row = call.table("fulfillments").find(id);
  if (row == nullptr) throw ApiError(404, "fulfillment not found");
  return *row;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

Response slip(Call& call, const Row& row, const std::vector<JsonMembers>& lines) {
  if (lines.empty()) throw ApiError(406, "there is nothing on this packing slip");
  std::string items;
  for (const JsonMembers& line : lines) {
    const std::string* quantity = line.find("quantity");
    items += "<li>" + escaped(stored_text(line, "id")) + " x " +
             (quantity == nullptr ? "1" : escaped(*quantity)) + "</li>";
  }
  const std::string* lang = call.query.first("lang");
  return {.status = call.route.success_status,
          .body = "<!DOCTYPE html><html lang=\"" + escaped(lang == nullptr ? "en" : *lang) +
                  "\"><body><h1>Packing slip " + row.id + "</h1><ul>" + items +
                  "</ul></body></html>",
          .content_type = "text/html; charset=UTF-8"};
}

}  // namespace

Response packing_slip(Call& call) {
  const Row& row = numbered_fulfillment(call);
  return slip(call, row, object_list(members_of(row), "line_items"));
}

Response partial_packing_slip(Call& call) {
  const Row& row = numbered_fulfillment(call);
  return slip(call, row, object_list(call.body, "packed_line_items"));
}

}  // namespace sluice::simulator
