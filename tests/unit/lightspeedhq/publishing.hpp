// Publishes lines of NDJSON through the real publisher and keeps what became of each.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "unit/lightspeedhq/shop_rig.hpp"

namespace lightspeedhq::test {

struct Outcome {
  sluice_status status;
  std::string message;
};

struct Published {
  sluice::Status status;
  std::vector<Outcome> outcomes;
};

// `more`: further settings of the publisher, with a comma in front.
inline Published publish(ShopRig& rig, const std::string& entity, const std::string& action,
                         std::string_view lines, const std::string& more = {}) {
  auto publisher = rig.make<Publisher>(
      "{\"entity\":\"" + entity + "\",\"action\":\"" + action + "\"" + more + "}", "pub",
      &rig.handle);
  TestCancel cancel;
  REQUIRE(publisher->resume("", cancel).ok());
  sluice::record::Batch batch{{}};
  char* page = batch.abi()->json->reserve_page(batch.abi(), lines.size());
  std::memcpy(page, lines.data(), lines.size());
  sluice_error error{};
  error.struct_size = sizeof error;
  REQUIRE(batch.abi()->json->parse_lines(batch.abi(), lines.size(), 1, &error) == SLUICE_OK);
  std::vector<sluice_outcome> outcomes(batch.abi()->count);
  Published out;
  out.status = publisher->publish(sluice::Batch(batch.abi()), outcomes.data(), cancel);
  for (const sluice_outcome& o : outcomes)
    out.outcomes.push_back({o.status, std::string(sluice::view(o.message))});
  CHECK(publisher->flush(true, cancel).ok());
  return out;
}

}  // namespace lightspeedhq::test
