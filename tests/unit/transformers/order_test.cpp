#include "order.hpp"

#include "unit/transformers/harness.hpp"

using namespace sluice;
using sluice::core::Order;

namespace {

// The order number of each record, of one batch.
std::vector<uint32_t> orders(Harness<Order>& step,
                             std::initializer_list<std::string_view> records) {
  REQUIRE(step.run(records).ok());
  std::vector<uint32_t> out;
  for (size_t i = 0; i < records.size(); i++)
    out.push_back(sluice_record_at(step.batch().abi(), i)->order);
  return out;
}

}  // namespace

TEST_CASE("equal values have one order number, other values another") {
  Harness<Order> step(R"({"order_by":"customer.id"})");
  const auto given = orders(step, {R"({"customer":{"id":1}})", R"({"customer":{"id":2}})",
                                   R"({"n":1,"customer":{"id":1.0}})"});
  CHECK(given[0] == given[2]);
  CHECK(given[0] != given[1]);
  CHECK(given[0] != 0);
}

TEST_CASE("escaped or not, one text is one value") {
  Harness<Order> step(R"({"order_by":"k"})");
  const auto given = orders(step, {"{\"k\":\"\\u0061\"}", R"({"k":"a"})"});
  CHECK(given[0] == given[1]);
}

// Tasks keep it.
TEST_CASE("a value's order number is the same in each process and build") {
  Harness<Order> step(R"({"order_by":"k"})");
  CHECK(orders(step, {R"({"k":"a"})"}).front() == 766038227u);
}

TEST_CASE("a record without the value has no order") {
  Harness<Order> step(R"({"order_by":"k"})");
  CHECK(orders(step, {R"({"n":1})", R"({"k":null})"}) == std::vector<uint32_t>{0, 0});
}

TEST_CASE("a value that cannot be computed fails its record") {
  Harness<Order> step(R"x({"order_by":"abs(k)"})x");
  CHECK(step.change(R"({"k":"text"})").find("order_by") != std::string::npos);
}

TEST_CASE("an order_by that is no expression is refused with its place") {
  CHECK(Harness<Order>::refusal(R"({"order_by":"a ||"})").find("/order_by: ") == 0);
}
