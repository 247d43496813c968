// Every check of walks finds the subscriber that breaks its rule, and none of them a sound one.
#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "conformance/component_maker.hpp"
#include "conformance/walks.hpp"

using namespace sluice::conformance;

namespace {

// How many records all subscribers of a test have read.
class Taken {
 public:
  Taken() = default;
  ~Taken() { ::close(fd_); }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;
  int fd() const { return fd_; }

 private:
  const int fd_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
};

// What the checks say of the subscriber with this fault.
std::vector<std::string> found_in_walks(const std::string& fault, bool goes_on = true) {
  const Taken taken;
  ComponentMaker maker({WALKS_PLUGIN});
  WalkSubject subject;
  const std::string settings =
      R"({"taken":)" + std::to_string(taken.fd()) + R"(,"fault":")" + fault + "\"";
  subject.make = [&] { return maker.make("walks.subscriber", settings + "}"); };
  subject.make_cut = [&] { return maker.make("walks.subscriber", settings + R"(,"cut":true})"); };
  subject.records = 6;
  subject.goes_on = goes_on;
  return check_walks(subject);
}

// The checks' first sentence of it; what else is wrong follows from the same fault.
std::string first_in_walks(const std::string& fault) {
  const auto sentences = found_in_walks(fault);
  return sentences.empty() ? "" : sentences.front();
}

}  // namespace

TEST_CASE("nothing is wrong with a subscriber that keeps the rules") {
  CHECK(found_in_walks("").empty());
  CHECK(found_in_walks("forgets_cursors", false).empty());
}

TEST_CASE("a source that is not as described is no measure, and said to be none") {
  CHECK(first_in_walks("loses_the_last_page") == "a walk gives 4 records, not 6");
  CHECK(first_in_walks("gives_one_twice") == "a walk gives a record twice");
  CHECK(found_in_walks("one_page") ==
        std::vector<std::string>{"a walk has one page only, which tells little"});
}

TEST_CASE("an identity that is another one at each open is found") {
  CHECK(found_in_walks("another_identity") ==
        std::vector<std::string>{"two opens of one request belong to different cursors"});
}

TEST_CASE("a second walk that does not begin at the beginning is found") {
  CHECK(found_in_walks("goes_on_by_itself") ==
        std::vector<std::string>{
            "a second walk of one subscriber, from the beginning, gives other records"});
}

TEST_CASE("a cursor before the end of its page, and one behind it, are found") {
  const std::string other =
      "a new subscriber at the cursor of page 1 gives other records than came behind it";
  CHECK(first_in_walks("cursor_before_the_page") == other);
  CHECK(first_in_walks("cursor_too_far") == other);
}

TEST_CASE("a subscriber that begins again although it is said to go on, or the reverse, is found") {
  CHECK(first_in_walks("forgets_cursors") ==
        "a new subscriber at the cursor of page 1 gives other records than came behind it");
  CHECK(found_in_walks("", false).front() ==
        "a new subscriber at the cursor of page 1 gives other records than came behind it");
}

TEST_CASE("a subscriber that does not go back to an earlier cursor is found") {
  CHECK(found_in_walks("never_goes_back") ==
        std::vector<std::string>{"a subscriber that has been further gives other records from a "
                                 "cursor than a new one"});
}

TEST_CASE("a walk that was cut and does not say so is found, and one that says so without need") {
  CHECK(found_in_walks("hides_the_cut") ==
        std::vector<std::string>{"a walk that was cut ends as if it had given everything"});
  CHECK(found_in_walks("is_never_cut") ==
        std::vector<std::string>{"a walk that is told to read less gives everything"});
  CHECK(found_in_walks("always_partial") ==
        std::vector<std::string>{"a walk that gives everything says that it does not"});
}

TEST_CASE("a cursor that no store should keep is found") {
  CHECK(found_in_walks("large_cursors") ==
        std::vector<std::string>{"a cursor has more than 64 KiB"});
}

TEST_CASE("a walk that uses up the source is found, also if it was given up") {
  CHECK(found_in_walks("uses_up").back() == "a walk behind one that was given up lacks records");
}

TEST_CASE("calls that fail, and a walk without an end, are found") {
  CHECK(first_in_walks("refuses_open") == "open fails: no such entity");
  CHECK(first_in_walks("refuses_cursors") == "seek fails: unknown cursor");
  CHECK(first_in_walks("never_ends") == "the walk does not end");
}
