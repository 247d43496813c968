// Publishes lines of NDJSON through the real publisher and keeps what became of each.
#pragma once

#include <string>
#include <string_view>

#include "support/numbered_keys.hpp"
#include "unit/lightspeedhq/shop_rig.hpp"

namespace lightspeedhq::test {

using sluice::test::Published;

// A record that makes a customer.
inline const std::string kNewCustomer = R"({"payload":{"first_name":"Ada","last_name":"L"}})";

// `more`: further settings of the publisher, with a comma in front.
inline Published publish(ShopRig& rig, const std::string& entity, const std::string& action,
                         std::string_view lines, const std::string& more = {}) {
  auto publisher = rig.make<Publisher>(
      "{\"entity\":\"" + entity + "\",\"action\":\"" + action + "\"" + more + "}", "pub",
      &rig.handle);
  TestCancel cancel;
  REQUIRE(publisher->resume("", cancel).ok());
  sluice::record::Batch batch{{}};
  sluice::test::read_lines(batch, lines);
  const sluice::test::NumberedKeys keys;
  batch.set_key_source(&keys);
  Published out = sluice::test::published(batch, [&](sluice_outcome* outcomes) {
    return publisher->publish(sluice::Batch(batch.abi()), {sluice::Batch(batch.abi()), outcomes},
                              cancel);
  });
  CHECK(publisher->flush(true, cancel).ok());
  return out;
}

}  // namespace lightspeedhq::test
