#include "conformance/walks.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "pipeline/backoff.hpp"
#include "pipeline/call.hpp"
#include "record/batch.hpp"
#include "sluice/record.h"

namespace sluice::conformance {
namespace {

constexpr size_t kMostPolls = 10'000;
constexpr size_t kLargestCursor = size_t{64} << 10;

// Why a check does not hold.
struct BrokenRule {
  std::string why;
};

struct WalkedPage {
  std::vector<std::string> records;
  std::string cursor;  // empty: it left none
  sluice_status status = SLUICE_OK;
  bool partial = false;  // it is said that the walk left something out
};

// A subscriber whose calls must not fail.
class Walker {
 public:
  explicit Walker(const WalkSubject& subject) : Walker(subject.make(), subject.request) {}
  Walker(std::unique_ptr<loader::Component> component, std::string request)
      : component_(std::move(component)), request_(std::move(request)) {
    open();
  }

  const std::string& identity() const { return identity_; }
  void seek(const std::string& cursor) {
    expect(component_->call(&sluice_subscriber::seek, slice(cursor)), "seek");
  }
  // `*over`: the walk is.
  WalkedPage poll(bool* over) {
    record::Batch batch{record::Limits{}};
    const Status status = component_->call(&sluice_subscriber::poll, batch.abi(),
                                           static_cast<const sluice_cancel*>(nullptr));
    *over = status.code() == SLUICE_END || status.code() == SLUICE_PAUSED;
    if (!*over) expect(status, "poll");
    WalkedPage out;
    out.cursor = view(batch.abi()->cursor);
    out.status = status.code();
    out.partial = (batch.abi()->flags & SLUICE_BATCH_PARTIAL) != 0;
    for (size_t i = 0; i < batch.abi()->count; i++) {
      sluice_slice text{};
      if (batch.abi()->json->write(batch.abi(), &sluice_record_at(batch.abi(), i)->root, &text))
        throw BrokenRule{"a record cannot be written"};
      out.records.emplace_back(view(text));
    }
    return out;
  }
  std::vector<WalkedPage> rest() {
    std::vector<WalkedPage> out;
    bool over = false;
    while (!over) {
      if (out.size() == kMostPolls) throw BrokenRule{"the walk does not end"};
      out.push_back(poll(&over));
    }
    return out;
  }
  // As each run of a host.
  std::vector<WalkedPage> walk(const std::string& cursor = {}) {
    open();
    seek(cursor);
    return rest();
  }

 private:
  void open() {
    pipeline::TextSink identity;
    expect(component_->call(&sluice_subscriber::open, slice(request_), identity.abi()), "open");
    identity_ = identity.text();
  }
  static void expect(const Status& status, const char* call) {
    if (!status) throw BrokenRule{std::string(call) + " fails: " + status.message()};
  }

  std::unique_ptr<loader::Component> component_;
  const std::string request_;
  std::string identity_;
};

std::vector<std::string> all_records(const std::vector<WalkedPage>& pages, size_t from = 0) {
  std::vector<std::string> out;
  for (size_t i = from; i < pages.size(); i++)
    out.insert(out.end(), pages[i].records.begin(), pages[i].records.end());
  return out;
}

class WalkChecks {
 public:
  explicit WalkChecks(const WalkSubject& subject) : subject_(subject) {}

  // Each throws BrokenRule.
  void the_source_is_as_described() const {
    const auto pages = Walker(subject_).walk();
    const auto records = all_records(pages);
    if (records.size() != subject_.records)
      throw BrokenRule{"a walk gives " + std::to_string(records.size()) + " records, not " +
                       std::to_string(subject_.records)};
    if (std::set<std::string>(records.begin(), records.end()).size() != records.size())
      throw BrokenRule{"a walk gives a record twice"};
    if (pages.back().partial)
      throw BrokenRule{"a walk that gives everything says that it does not"};
    // The last page may be the walk's end alone.
    const auto full = [](const WalkedPage& page) { return !page.records.empty(); };
    if (std::count_if(pages.begin(), pages.end(), full) < 2)
      throw BrokenRule{"a walk has one page only, which tells little"};
  }
  void one_request_has_one_identity() const {
    if (Walker(subject_).identity() != Walker(subject_).identity())
      throw BrokenRule{"two opens of one request belong to different cursors"};
  }
  void walks_are_alike() const {
    Walker walker(subject_);
    const auto first = all_records(walker.walk());
    if (all_records(walker.walk()) != first)
      throw BrokenRule{"a second walk of one subscriber, from the beginning, gives other records"};
  }
  void a_cursor_is_behind_its_page() const {
    const auto pages = Walker(subject_).walk();
    for (size_t i = 0; i + 1 < pages.size(); i++) {
      if (pages[i].cursor.empty()) continue;
      const auto rest = all_records(Walker(subject_).walk(pages[i].cursor));
      if (rest != all_records(pages, subject_.goes_on ? i + 1 : 0))
        throw BrokenRule{"a new subscriber at the cursor of page " + std::to_string(i + 1) +
                         " gives other records than came behind it"};
    }
  }
  void an_earlier_cursor_can_be_sought_again() const {
    Walker walker(subject_);
    const auto pages = walker.walk();
    for (const WalkedPage& page : pages) {
      if (page.cursor.empty()) continue;
      const auto once = all_records(walker.walk(page.cursor));
      if (once != all_records(Walker(subject_).walk(page.cursor)))
        throw BrokenRule{
            "a subscriber that has been further gives other records from a cursor "
            "than a new one"};
      return;
    }
  }
  // A run that ends in the middle is PAUSED where it can go on; else the walk is over.
  void a_cut_walk_says_so() const {
    if (!subject_.make_cut) return;
    const auto pages = Walker(subject_.make_cut(), subject_.request).walk();
    if (all_records(pages).size() >= subject_.records)
      throw BrokenRule{"a walk that is told to read less gives everything"};
    if (pages.back().status == SLUICE_END && !pages.back().partial)
      throw BrokenRule{"a walk that was cut ends as if it had given everything"};
  }
  void cursors_can_be_stored() const {
    for (const WalkedPage& page : Walker(subject_).walk())
      if (page.cursor.size() > kLargestCursor) throw BrokenRule{"a cursor has more than 64 KiB"};
  }
  void an_abandoned_walk_harms_nobody() const {
    {
      Walker walker(subject_);
      walker.seek({});
      bool over = false;
      walker.poll(&over);
    }
    if (all_records(Walker(subject_).walk()).size() != subject_.records)
      throw BrokenRule{"a walk behind one that was given up lacks records"};
  }

 private:
  const WalkSubject& subject_;
};

}  // namespace

std::vector<std::string> check_walks(const WalkSubject& subject) {
  constexpr std::array kRules = {&WalkChecks::the_source_is_as_described,
                                 &WalkChecks::one_request_has_one_identity,
                                 &WalkChecks::walks_are_alike,
                                 &WalkChecks::a_cursor_is_behind_its_page,
                                 &WalkChecks::an_earlier_cursor_can_be_sought_again,
                                 &WalkChecks::a_cut_walk_says_so,
                                 &WalkChecks::cursors_can_be_stored,
                                 &WalkChecks::an_abandoned_walk_harms_nobody};
  const WalkChecks checks(subject);
  std::vector<std::string> out;
  for (const auto rule : kRules) try {
      (checks.*rule)();
    } catch (const BrokenRule& broken) {
      out.push_back(broken.why);
    }
  return out;
}

}  // namespace sluice::conformance
