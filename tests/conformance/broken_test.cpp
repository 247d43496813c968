// Every check finds the plugin that breaks its rule, and none of them a sound one.
#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "conformance/component_maker.hpp"
#include "conformance/works_ahead.hpp"

using namespace sluice::conformance;

namespace {

// What makes the target of plugins/ahead.cpp response: an eventfd that is readable.
class Gate {
 public:
  Gate() = default;
  ~Gate() { ::close(fd_); }
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  int fd() const { return fd_; }
  void close() const {
    eventfd_t count = 0;
    ::eventfd_read(fd_, &count);
  }
  void open() const { ::eventfd_write(fd_, 1); }

 private:
  const int fd_ = ::eventfd(1, EFD_CLOEXEC);
};

// What the kit says of the publisher with this fault.
std::vector<std::string> found(const std::string& fault,
                               std::chrono::milliseconds patience = std::chrono::seconds(20)) {
  const Gate gate;
  ComponentMaker maker({AHEAD_PLUGIN});
  const std::string config =
      R"({"gate":)" + std::to_string(gate.fd()) + R"(,"fault":")" + fault + "\"}";
  return check_works_ahead({[&] { return maker.make("ahead.publisher", config); },
                            [&] { gate.close(); }, [&] { gate.open(); }, R"({"n":1})",
                            R"({"bad":1})", R"({"later":1})", patience});
}

// The kit's first sentence of it; what else is wrong follows from the same fault.
std::string first(const std::string& fault) {
  const auto sentences = found(fault);
  return sentences.empty() ? "" : sentences.front();
}

std::string half(const std::string& id) {
  ComponentMaker maker({AHEAD_PLUGIN});
  const auto sentences =
      check_works_ahead({[&] { return maker.make(id, "{}"); }, [] {}, [] {}, "{}", "{}"});
  return sentences.empty() ? "" : sentences.front();
}

}  // namespace

TEST_CASE("nothing is wrong with a publisher that keeps the rules, or that has nothing to check") {
  CHECK(found("").empty());
  CHECK(found("one_at_a_time").empty());
}

TEST_CASE("one of begin and settle alone is found") {
  CHECK(half("ahead.begin_only") ==
        "there is begin and no settle: a publisher has both or neither");
  CHECK(half("ahead.settle_only") ==
        "there is settle and no begin: a publisher has both or neither");
}

TEST_CASE("a publish that takes everything, or nothing, is no measure and is said to be none") {
  CHECK(first("takes_all") ==
        "publish gives the record that the target refuses an outcome other than E_DATA");
  CHECK(first("takes_none") ==
        "publish gives the record that the target takes an outcome other than OK");
}

TEST_CASE("outcomes other than those of publish are found") {
  CHECK(first("forgets_refusals") ==
        "settle of batch 1 gives record 3 the outcome \"fine\", a publish of nothing else \"the "
        "data is not valid\"");
}

TEST_CASE("outcomes of records that were not to be published are found") {
  CHECK(first("judges_others") ==
        "settle of batch 1 writes outcomes that are not its own: record 2, which is not live, has "
        "an outcome");
}

TEST_CASE("outcomes behind the last record are found") {
  CHECK(first("writes_behind") ==
        "publish of a batch writes outcomes that are not its own: there are more outcomes than "
        "records");
}

TEST_CASE("a changed record is found") {
  CHECK(first("changes_records") == "begin of batch 1 changes the batch: record 1 is filtered");
}

TEST_CASE("a begin that fails without a live record is found") {
  CHECK(found("refuses_idle_batches") ==
        std::vector<std::string>{"begin of a batch without a live record fails: no record"});
}

TEST_CASE("outcomes that are written to after their batch was settled are found") {
  CHECK(first("writes_to_settled") ==
        "settle of batch 2 writes to the outcomes of batch 1, which was settled before");
}

TEST_CASE("a settle that does not hear of its cancel is found") {
  const auto sentences = found("ignores_cancel", std::chrono::seconds(1));
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0] == "settle of batch 1 with a requested cancel does not return within 1000 ms");
}

TEST_CASE("a cancelled settle that succeeds without a response is found") {
  CHECK(first("invents_outcomes") ==
        "settle of batch 1 with a requested cancel succeeds while the target has not answered");
}

TEST_CASE("a cancelled settle that fails in another way is found") {
  CHECK(first("fails_otherwise") ==
        "settle of batch 1 with a requested cancel is not \"cancelled\": it was interrupted");
}

TEST_CASE("a batch that is still under way after its settle was cancelled is found") {
  CHECK(found("goes_on") ==
        std::vector<std::string>{"settle of batch 1 with a requested cancel leaves something under "
                                 "way that writes to its outcomes later"});
  CHECK(found("goes_on_with_records") ==
        std::vector<std::string>{"settle of batch 1 with a requested cancel leaves something under "
                                 "way that changes the batch later: record 1 is filtered"});
}

TEST_CASE("a batch that is not settled after another one's settle was cancelled is found") {
  CHECK(first("forgets_the_others") ==
        "settle of batch 2, after that of batch 1 was cancelled, fails: nothing was begun");
}

TEST_CASE("a record that overtakes one of its order is found, within a batch and behind it") {
  CHECK(found("overtakes") ==
        std::vector<std::string>{
            "a record of batch 1 is taken although one of the same order before it waits"});
  CHECK(found("overtakes_batches") ==
        std::vector<std::string>{
            "a record of batch 2 is taken although one of the same order before it waits"});
}

TEST_CASE("a publisher that is of no use after a cancelled settle is found") {
  CHECK(found("stays_cancelled") ==
        std::vector<std::string>{"publish of a batch after all were settled, the last one "
                                 "cancelled fails: cancelled"});
}
