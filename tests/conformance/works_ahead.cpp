#include "conformance/works_ahead.hpp"

#include <array>
#include <utility>

#include "base/status_word.hpp"
#include "conformance/given.hpp"
#include "conformance/watched_publisher.hpp"
#include "pipeline/backoff.hpp"

namespace sluice::conformance {
namespace {

using base::status_word;
using Statuses = std::vector<sluice_status>;

const std::string kHidden = "{\"hidden\":true}";

std::string lines(std::initializer_list<std::string> records) {
  std::string out;
  for (const std::string& record : records) out += record + "\n";
  return out;
}

class Held {
 public:
  explicit Held(const Subject& subject) : subject_(subject) { subject_.hold(); }
  ~Held() { subject_.release(); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  const Subject& subject_;
};

class Checks {
 public:
  explicit Checks(const Subject& subject) : subject_(subject) {}

  // Each throws Wrong.
  void the_target_is_as_described() const;
  void outcomes_are_those_of_publish() const;
  void no_live_record_is_no_trouble() const;
  void settled_outcomes_stay() const;
  void a_cancelled_settle_leaves_nothing_under_way() const;
  void it_is_of_use_again() const;
  void nothing_overtakes_what_waits() const;

 private:
  WatchedPublisher publisher() const { return {subject_.make(), subject_.patience}; }
  std::string mixed() const { return lines({subject_.taken, kHidden, subject_.refused}); }
  std::string sound() const { return lines({subject_.taken}); }
  // Of one batch, by a publisher that is given nothing else.
  Statuses published(const std::string& records) const {
    Given given("a batch", records);
    return publisher().publish(given);
  }
  void compare(const std::string& call, const Statuses& with, const std::string& records) const;
  // What an abandoned batch tries to do, it may do from here on.
  void give_up(WatchedPublisher& publisher, Given& first, Given& second) const;

  std::pair<Status, Status> settle_held(WatchedPublisher& publisher, Given& first,
                                        Given& second) const;

  const Subject& subject_;
};

void Checks::compare(const std::string& call, const Statuses& with,
                     const std::string& records) const {
  const Statuses expected = published(records);
  for (size_t i = 0; i < expected.size(); i++) {
    if (with[i] == expected[i]) continue;
    throw Wrong{call + " gives record " + std::to_string(i + 1) + " the outcome \"" +
                std::string(status_word(with[i])) + "\", a publish of nothing else \"" +
                std::string(status_word(expected[i])) + "\""};
  }
}

// Else the other checks compare nothing with nothing.
void Checks::the_target_is_as_described() const {
  if (published(sound()) != Statuses{SLUICE_OK})
    throw Wrong{"publish gives the record that the target takes an outcome other than OK"};
  if (published(lines({subject_.refused})) != Statuses{SLUICE_E_DATA})
    throw Wrong{"publish gives the record that the target refuses an outcome other than E_DATA"};
}

void Checks::outcomes_are_those_of_publish() const {
  const std::array records = {mixed(), sound(), lines({subject_.refused, subject_.taken})};
  Given first("batch 1", records[0]), second("batch 2", records[1]), third("batch 3", records[2]);
  WatchedPublisher publisher = this->publisher();
  const std::array given = {&first, &second, &third};
  for (Given* one : given) publisher.begin(*one);
  for (size_t i = 0; i < given.size(); i++)
    compare("settle of " + given[i]->name(), publisher.settle(*given[i]), records[i]);
}

void Checks::no_live_record_is_no_trouble() const {
  Given first("batch 1", sound()), hidden("a batch without a live record", lines({kHidden})),
      empty("a batch without records", ""), last("the batch behind it", mixed());
  WatchedPublisher publisher = this->publisher();
  for (Given* one : {&first, &hidden, &empty, &last}) publisher.begin(*one);
  for (Given* one : {&first, &hidden, &empty}) publisher.settle(*one);
  compare("settle of " + last.name(), publisher.settle(last), mixed());
}

void Checks::settled_outcomes_stay() const {
  Given first("batch 1", mixed()), second("batch 2", mixed());
  WatchedPublisher publisher = this->publisher();
  publisher.begin(first);
  publisher.begin(second);
  publisher.settle(first);
  publisher.settle(second);
  if (first.written_to())
    throw Wrong{"settle of batch 2 writes to the outcomes of batch 1, which was settled before"};
}

std::pair<Status, Status> Checks::settle_held(WatchedPublisher& publisher, Given& first,
                                              Given& second) const {
  const Held held(subject_);
  publisher.begin(first);
  publisher.begin(second);
  Status one = publisher.settle_cancelled(first);
  return {std::move(one), publisher.settle_cancelled(second)};
}

void Checks::give_up(WatchedPublisher& publisher, Given& first, Given& second) const {
  const auto [one, two] = settle_held(publisher, first, second);
  if (one.ok())
    throw Wrong{
        "settle of batch 1 with a requested cancel succeeds while the target has not answered"};
  if (one.code() != SLUICE_E_CANCELLED)
    throw Wrong{"settle of batch 1 with a requested cancel is not \"cancelled\": " + one.message()};
  if (!two.ok() && two.code() != SLUICE_E_CANCELLED)
    throw Wrong{"settle of batch 2, after that of batch 1 was cancelled, fails: " + two.message()};
}

void Checks::a_cancelled_settle_leaves_nothing_under_way() const {
  Given first("batch 1", sound()), second("batch 2", sound());
  {
    WatchedPublisher publisher = this->publisher();
    give_up(publisher, first, second);
  }  // joins whoever is still at work
  for (Given* given : {&first, &second}) {
    const std::string call = "settle of " + given->name() + " with a requested cancel";
    if (given->written_to())
      throw Wrong{call + " leaves something under way that writes to its outcomes later"};
    if (const std::string what = given->changed(); !what.empty())
      throw Wrong{call + " leaves something under way that changes the batch later: " + what};
  }
}

void Checks::it_is_of_use_again() const {
  // Before the publisher: whoever is still at work with one of them ends with it.
  Given first("batch 1", sound()), held("batch 1", sound()), second("batch 2", sound()),
      third("a batch after all were settled", mixed()),
      fourth("a batch after all were settled", mixed()),
      fifth("a batch after all were settled, the last one cancelled", mixed()),
      sixth("a batch after all were settled, the last one cancelled", mixed());
  WatchedPublisher publisher = this->publisher();
  publisher.begin(first);
  publisher.settle(first);
  compare("publish of " + third.name(), publisher.publish(third), mixed());
  publisher.begin(fourth);
  compare("settle of " + fourth.name(), publisher.settle(fourth), mixed());
  give_up(publisher, held, second);
  compare("publish of " + fifth.name(), publisher.publish(fifth), mixed());
  publisher.begin(sixth);
  compare("settle of " + sixth.name(), publisher.settle(sixth), mixed());
}

// Over batches, too: the host offers both again, in order.
void Checks::nothing_overtakes_what_waits() const {
  if (subject_.later.empty()) return;
  Given first("batch 1", lines({subject_.later, subject_.taken})), second("batch 2", sound());
  first.set_order(1);
  second.set_order(1);
  WatchedPublisher publisher = this->publisher();
  publisher.begin(first);
  publisher.begin(second);
  const Statuses one = publisher.settle(first), two = publisher.settle(second);
  if (!pipeline::may_pass(one[0]))
    throw Wrong{"the record that the target does not take for now has the outcome \"" +
                std::string(status_word(one[0])) + "\", which is not transient"};
  if (one[1] == SLUICE_OK || two[0] == SLUICE_OK)
    throw Wrong{std::string("a record of batch ") + (one[1] == SLUICE_OK ? "1" : "2") +
                " is taken although one of the same order before it waits"};
}

// Empty if it has both or neither, which `works_ahead` tells.
std::string half(const loader::Component& publisher, bool& works_ahead) {
  const auto* table = publisher.interface<sluice_publisher>(SLUICE_PUBLISHER);
  if (!table) return "the component has no sluice.publisher/1";
  works_ahead = table->begin && table->settle;
  if (works_ahead || (!table->begin && !table->settle)) return {};
  return table->begin ? "there is begin and no settle: a publisher has both or neither"
                      : "there is settle and no begin: a publisher has both or neither";
}

}  // namespace

std::vector<std::string> check_works_ahead(const Subject& subject) {
  bool works_ahead = false;
  if (std::string wrong = half(*subject.make(), works_ahead); !wrong.empty()) return {wrong};
  if (!works_ahead) return {};
  const Checks checks(subject);
  std::vector<std::string> out;
  for (const auto check :
       {&Checks::the_target_is_as_described, &Checks::outcomes_are_those_of_publish,
        &Checks::no_live_record_is_no_trouble, &Checks::settled_outcomes_stay,
        &Checks::a_cancelled_settle_leaves_nothing_under_way, &Checks::it_is_of_use_again,
        &Checks::nothing_overtakes_what_waits}) {
    try {
      (checks.*check)();
    } catch (Wrong& wrong) {
      out.push_back(std::move(wrong.sentence));
    }
  }
  return out;
}

}  // namespace sluice::conformance
