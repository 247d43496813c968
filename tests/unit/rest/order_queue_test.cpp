#include "sluice/rest/order_queue.hpp"

#include <doctest/doctest.h>

using sluice::rest::OrderQueue;

namespace {

// What leaves now, as requests of one record each.
std::vector<uint32_t> leaving(OrderQueue& queue) {
  std::vector<uint32_t> out;
  for (auto record = queue.take(); record; record = queue.take()) {
    queue.close();
    out.push_back(*record);
  }
  return out;
}

using Numbers = std::vector<uint32_t>;

}  // namespace

TEST_CASE("a line that is blocked stays so when another record of its key settles for good") {
  OrderQueue queue;
  queue.add(3, {1, 1, 1});
  CHECK(queue.take() == 0u);
  CHECK(queue.take() == 1u);  // the same request
  queue.close();
  CHECK_FALSE(queue.take());
  queue.settle(0, false);
  queue.settle(1, true);
  CHECK(queue.size() == 0);  // nothing that could leave: a request is not waited for
  CHECK_FALSE(queue.take());
  CHECK(queue.size() == 0);
}

TEST_CASE("a blocked line holds back its own key only, and only until the reset") {
  OrderQueue queue;
  queue.add(4, {1, 2, 1, 2});
  CHECK(leaving(queue) == Numbers{0, 1});
  queue.settle(0, false);
  queue.settle(1, true);
  CHECK(leaving(queue) == Numbers{3});
  queue.add(1, {1});
  CHECK_FALSE(queue.take());
  queue.reset();
  queue.add(1, {1});
  CHECK(queue.take() == 0u);
}

TEST_CASE("a record of a blocked line does not leave although its request is still being filled") {
  OrderQueue queue;
  queue.add(2, {1, 1});
  CHECK(queue.take() == 0u);
  queue.settle(0, false);
  CHECK_FALSE(queue.take());
}

TEST_CASE("what waits leaves when all of its line that is under way has settled") {
  OrderQueue queue;
  queue.add(3, {1, 1, 1});
  CHECK(queue.take() == 0u);
  CHECK(queue.take() == 1u);
  queue.close();
  CHECK_FALSE(queue.take());
  queue.settle(0, true);
  CHECK(queue.size() == 0);
  CHECK_FALSE(queue.take());
  queue.settle(1, true);
  CHECK(queue.size() == 1);
  CHECK(queue.take() == 2u);
}

TEST_CASE("behind one that waits another of its key does not leave, a new one neither") {
  OrderQueue queue;
  queue.add(2, {1, 1});
  CHECK(leaving(queue) == Numbers{0});
  queue.add(1, {1});
  CHECK(leaving(queue).empty());
  queue.settle(0, true);
  CHECK(queue.take() == 1u);
  CHECK(queue.take() == 2u);  // together, in order
}

TEST_CASE("what was put back comes first next time, in a request of its own") {
  OrderQueue queue;
  queue.add(3, {1, 2, 1});
  CHECK(queue.take() == 0u);
  CHECK(queue.take() == 1u);
  queue.put_back(1);
  queue.close();
  CHECK(queue.size() == 2);
  CHECK(queue.take() == 1u);
  CHECK_FALSE(queue.take());  // 2 waits for 0, which is under way
  queue.close();
  queue.settle(0, true);
  CHECK(queue.take() == 2u);
}

TEST_CASE("one that was put back has not left: its line is free") {
  OrderQueue queue;
  queue.add(1, {1});
  CHECK(queue.take() == 0u);
  queue.put_back(0);
  queue.close();
  CHECK(queue.take() == 0u);
  queue.close();
  queue.settle(0, true);
  queue.add(1, {1});
  CHECK(queue.take() == 1u);
}

TEST_CASE("records without a key have no order, with others beside them or not") {
  OrderQueue queue;
  queue.add(2, {});
  CHECK(leaving(queue) == Numbers{0, 1});
  queue.settle(0, false);
  queue.add(2, {0, 0});
  CHECK(leaving(queue) == Numbers{2, 3});
}
