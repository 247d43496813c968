// fulfillments/{id}/history: an opaque cursor that is bound to its fulfillment.

#include <algorithm>
#include <charconv>

#include "common/api_error.hpp"
#include "lists/list_query.hpp"
#include "lists/lists.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

constexpr std::int64_t kMaxLimit = 1000;

// FNV-1a: the cursor need not be secret, only useless for another fulfillment.
std::string seal(const std::string& fulfillment, std::size_t offset) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : fulfillment + "@" + std::to_string(offset)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return std::to_string(hash);
}

std::string cursor_text(const std::string& fulfillment, std::size_t offset) {
  return seal(fulfillment, offset) + "-" + std::to_string(offset);
}

std::size_t read_cursor(const std::string& fulfillment, const std::string& text) {
  const std::size_t dash = text.find('-');
  std::size_t offset = 0;
  if (dash != std::string::npos) {
    std::from_chars(text.data() + dash + 1, text.data() + text.size(), offset);
  }
  if (cursor_text(fulfillment, offset) != text) throw ApiError(400, "cursor is not valid");
  return offset;
}

}  // namespace

Response fulfillment_history(Call& call) {
  const std::string& fulfillment = call.id();
  if (call.table("fulfillments").find(fulfillment) == nullptr) throw ApiError(404, "Not Found");
  const std::int64_t limit = integer_parameter(call.query, "limit").value_or(0);
  if (limit < 0 || limit > kMaxLimit) throw ApiError(400, "limit must be between 0 and 1000");
  const std::string* cursor = call.query.first("cursor");
  const bool given = cursor != nullptr && !cursor->empty();
  std::size_t begin = given ? read_cursor(fulfillment, *cursor) : 0;

  std::vector<const Row*> all;
  for (const auto& [version, row] : call.table("fulfillment_history").children(fulfillment)) {
    all.push_back(row);
  }
  begin = std::min(begin, all.size());
  const std::size_t size = limit == 0 ? all.size() : static_cast<std::size_t>(limit);
  const std::size_t end = std::min(begin + size, all.size());
  Page page;
  page.rows.assign(all.begin() + static_cast<std::ptrdiff_t>(begin),
                   all.begin() + static_cast<std::ptrdiff_t>(end));
  std::string next = end < all.size() ? cursor_text(fulfillment, end) : "";
  if (call.stuck() && given) next = *cursor;
  page.tail = "],\"next_cursor\":" + quote(next);
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

}  // namespace sluice::simulator
