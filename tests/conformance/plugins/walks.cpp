// A subscriber of six records on three pages; its cursor is how many are behind it. `fault` says
// which rule it breaks; none: it is sound. `taken` is an eventfd that counts what was read by all.
#include <sys/eventfd.h>

#include <algorithm>
#include <charconv>

#include "sluice/plugin.hpp"

namespace {

using sluice::Batch;
using sluice::Cancel;
using sluice::Result;
using sluice::Status;

constexpr size_t kRecords = 6;
constexpr size_t kPage = 2;

size_t number_of(std::string_view text) {
  size_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

class Walks final : public sluice::Subscriber {
 public:
  static constexpr std::string_view kId = "walks.subscriber";

  static Result<std::unique_ptr<Walks>> create(sluice::Context& context) {
    auto config = context.config();
    if (!config) return config.status();
    std::unique_ptr<Walks> out(new Walks);
    out->taken_ = static_cast<int>(config->find("taken").integer_or(-1));
    out->fault_ = config->find("fault").string_or("");
    out->cut_ = config->find("cut").bool_or(false);
    return out;
  }

  void stop() override {}

  Result<std::string> open(std::string_view) override {
    if (has("refuses_open")) return Status::data("no such entity");
    // Two that are there at once have two addresses.
    if (has("another_identity")) return std::to_string(reinterpret_cast<uintptr_t>(this));
    return std::string("six");
  }

  Status seek(std::string_view cursor) override {
    const size_t to = number_of(cursor);
    if (cursor.empty() && has("goes_on_by_itself")) return {};
    if (!cursor.empty() && has("never_goes_back")) {
      at_ = std::max(at_, to);
      return {};
    }
    if (!cursor.empty() && has("refuses_cursors")) return Status::data("unknown cursor");
    at_ = !cursor.empty() && has("forgets_cursors") ? 0 : to;
    return {};
  }

  Status poll(Batch into, const Cancel&) override {
    if (has("uses_up")) at_ = std::max(at_, count_taken(0));
    if (at_ >= last() && !has("never_ends")) return over(into);
    const size_t end = has("one_page") ? last() : std::min(at_ + kPage, last());
    const size_t begin = at_;
    for (; at_ < end; at_++)
      if (Status added = add(into, at_); !added) return added;
    count_taken(end - begin);
    return into.set_cursor(cursor());
  }

 private:
  Walks() = default;
  bool has(std::string_view fault) const { return fault_ == fault; }
  size_t last() const {
    const bool short_of_all = has("loses_the_last_page") || (cut_ && !has("is_never_cut"));
    return short_of_all ? kRecords - kPage : kRecords;
  }
  Status over(Batch into) const {
    if (has("always_partial") || (cut_ && !has("hides_the_cut"))) into.set_partial();
    return Status::end();
  }

  Status add(Batch into, size_t n) const {
    if (has("gives_one_twice") && n == 3) n = 2;
    return into.add_source("{\"n\":" + std::to_string(n) + "}").status();
  }

  // The number that `more` makes of it.
  size_t count_taken(size_t more) const {
    eventfd_t count = 0;
    if (!has("uses_up")) return count;
    ::eventfd_read(taken_, &count);
    count += more;
    ::eventfd_write(taken_, count);
    return count;
  }

  std::string cursor() const {
    if (has("cursor_before_the_page")) return std::to_string(at_ - kPage);
    if (has("cursor_too_far")) return std::to_string(at_ + 1);
    std::string out = std::to_string(at_);
    if (has("large_cursors")) out.resize(size_t{65} << 10, ' ');
    return out;
  }

  size_t at_ = 0;
  int taken_ = -1;
  std::string fault_;
  bool cut_ = false;
};

}  // namespace

SLUICE_PLUGIN(Walks)
