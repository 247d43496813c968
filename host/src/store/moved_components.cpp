#include "store/moved_components.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace sluice::store {
namespace {

constexpr size_t kNone = SIZE_MAX;

// Finds the stored one of each component of today, list by list.
class Matching {
 public:
  Matching(const std::vector<Component>& stored, const std::vector<Component>& now)
      : stored_(stored), now_(now), of_now_(now.size(), kNone), taken_(stored.size(), false) {}

  // By the place in `now`: the place in `stored`, or kNone.
  const std::vector<size_t>& find() {
    for (const Component& one : now_)
      if (one.publisher.empty()) find_in({}, one.list);
    for (const Component& one : now_)
      if (!one.publisher.empty()) find_in(one.publisher, one.list);
    return of_now_;
  }
  bool is_taken(size_t stored) const { return taken_[stored]; }

 private:
  using Same = bool (*)(const Component&, const Component&);

  // Once for each list, however many components it has.
  void find_in(const std::string& publisher, const std::string& list) {
    const std::pair<std::string, std::string> key(publisher, list);
    if (std::find(done_.begin(), done_.end(), key) != done_.end()) return;
    done_.push_back(key);
    const std::string before = publisher.empty() ? std::string() : stored_name_of(publisher);
    if (!publisher.empty() && before.empty()) return;
    here_ = places(now_, publisher, list);
    before_ = places(stored_, before, list);
    pair([](const auto& a, const auto& b) { return a.name == b.name && a.settings == b.settings; });
    pair([](const auto& a, const auto& b) { return a.settings == b.settings; });
    std::erase_if(before_, [&](size_t at) { return stored_[at].gone; });
    pair([](const auto& a, const auto& b) {
      return !a.target.empty() && a.name == b.name && a.target == b.target;
    });
    pair([](const auto& a, const auto& b) { return !a.target.empty() && a.target == b.target; });
    pair_rest();
    pair([](const auto& a, const auto& b) { return a.name == b.name; }, true);
  }

  static std::vector<size_t> places(const std::vector<Component>& all, const std::string& publisher,
                                    const std::string& list) {
    std::vector<size_t> out;
    for (size_t i = 0; i < all.size(); i++)
      if (all[i].publisher == publisher && all[i].list == list) out.push_back(i);
    return out;
  }

  std::string stored_name_of(const std::string& publisher) const {
    for (size_t i = 0; i < now_.size(); i++)
      if (now_[i].name == publisher && of_now_[i] != kNone) return stored_[of_now_[i]].name;
    return {};
  }

  void pair(Same same, bool in_order = false) {
    for (const size_t here : here_) {
      for (const size_t before : before_) {
        if (is_free(here, before) && same(now_[here], stored_[before]) &&
            (!in_order || keeps_order(here, before)))
          take(here, before);
      }
    }
  }

  // Steps alone: two publishers of one kind are two systems.
  void pair_rest() {
    for (const size_t here : here_) {
      const Component& one = now_[here];
      if (of_now_[here] != kNone || !one.target.empty()) continue;
      const std::vector<size_t> before = left_of(one.use);
      if (before.size() == count_new(one.use) && keeps_order(here, before.front()))
        take(here, before.front());
    }
  }

  std::vector<size_t> left_of(const std::string& use) const {
    std::vector<size_t> out;
    for (const size_t at : before_)
      if (!taken_[at] && stored_[at].use == use) out.push_back(at);
    return out;
  }
  size_t count_new(const std::string& use) const {
    return static_cast<size_t>(std::count_if(here_.begin(), here_.end(), [&](size_t at) {
      return of_now_[at] == kNone && now_[at].use == use;
    }));
  }

  // It stands to all that were found as it stood before.
  bool keeps_order(size_t here, size_t before) const {
    return std::all_of(here_.begin(), here_.end(), [&](size_t other) {
      return of_now_[other] == kNone || (other < here) == (of_now_[other] < before);
    });
  }

  bool is_free(size_t here, size_t before) const {
    return of_now_[here] == kNone && !taken_[before];
  }
  void take(size_t here, size_t before) {
    of_now_[here] = before;
    taken_[before] = true;
  }

  const std::vector<Component>& stored_;
  const std::vector<Component>& now_;
  std::vector<size_t> of_now_;
  std::vector<bool> taken_;
  std::vector<std::pair<std::string, std::string>> done_;
  std::vector<size_t> here_, before_;  // of one list: the components of today and those before
};

bool has_name(const std::vector<Component>& all, const std::string& name) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Component& one) { return one.name == name; });
}

void add_renamed(const std::string& from, const std::string& to, ComponentChanges& changes) {
  if (from != to) changes.renamed.push_back({from, to});
}

}  // namespace

ComponentChanges changes_between(const std::vector<Component>& stored, std::vector<Component> now,
                                 std::string_view aside) {
  ComponentChanges out;
  Matching matching(stored, now);
  const std::vector<size_t>& before = matching.find();
  for (size_t i = 0; i < now.size(); i++)
    if (before[i] != kNone) add_renamed(stored[before[i]].name, now[i].name, out);
  out.components = std::move(now);
  for (size_t i = 0; i < stored.size(); i++) {
    if (matching.is_taken(i)) continue;
    Component gone = stored[i];
    gone.gone = true;
    while (has_name(out.components, gone.name)) gone.name += aside;
    gone.publisher = name_now(out.renamed, gone.publisher);
    add_renamed(stored[i].name, gone.name, out);
    out.components.push_back(std::move(gone));
  }
  return out;
}

}  // namespace sluice::store
