#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "writes/family_writes.hpp"

namespace sluice::simulator {
namespace {

std::string code_with(const std::string& prefix, std::int64_t number) {
  return prefix + std::to_string(number);
}

}  // namespace

Response generate_product_codes(Call& call) {
  constexpr std::int64_t kMostCodes = 200;
  std::int64_t total = 0;
  std::vector<std::string> rows;
  for (const JsonMembers& entry : object_list(call.body, "codes")) {
    const std::optional<std::int64_t> count = as_int(entry.find("count"));
    if (!count || *count < 1) throw ApiError(400, "count must be at least 1");
    total += *count;
    if (total > kMostCodes) throw ApiError(400, "at most 200 codes a request");
    std::vector<std::string> codes;
    for (std::int64_t i = 0; i < *count; ++i) {
      // The counter of versions never repeats, so no code does.
      codes.push_back(code_with(text_or_empty(entry, "prefix"), call.shop.store.next_version()));
    }
    rows.push_back(JsonObject().raw("codes", json_texts(codes)).done());
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

}  // namespace sluice::simulator
