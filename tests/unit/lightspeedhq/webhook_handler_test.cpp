// What each kind of delivery that is not taken is answered: the vendor repeats 5xx alone.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/webhook_rig.hpp"

using namespace lightspeedhq::test;

namespace {

WebhookRig listening() {
  return WebhookRig([](const Call&) { return WebhookRig::Response{}; });
}

}  // namespace

TEST_CASE("a signed delivery that no repeat makes better is answered with its 4xx") {
  WebhookRig rig = listening();
  rig.listen();
  CHECK(rig.deliver("sale.update", "{\"id\":\"1\"}") == 404);
  CHECK(rig.deliver("product.update", "[1]") == 400);
  CHECK(rig.deliver("product.update", "{\"id\":") == 400);
  CHECK(rig.deliver("product.update", "{\"id\":\"1\"}", "type=sale.update&") == 400);
  rig.content_type = "text/plain";
  CHECK(rig.deliver("product.update", "{\"id\":\"1\"}") == 415);
  CHECK(rig.poll().empty());
  rig.content_type = "application/x-www-form-urlencoded; charset=utf-8";
  CHECK(rig.deliver("product.update", "{\"id\":\"1\"}") == 200);
}
