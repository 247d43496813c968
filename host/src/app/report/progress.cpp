#include "app/report/progress.hpp"

#include "app/report/console.hpp"
#include "app/report/summary_text.hpp"

namespace sluice::app {
namespace {

constexpr std::chrono::seconds kPlainEvery{10};
constexpr size_t kBarWidth = 16, kMark = 4;

// A source does not report how much there is, so the bar shows activity, not progress.
std::string bar(size_t tick) {
  const size_t way = kBarWidth - kMark;
  const size_t step = tick % (2 * way);
  const size_t at = step < way ? step : 2 * way - step;
  return '[' + std::string(at, ' ') + std::string(kMark, '=') + std::string(way - at, ' ') + ']';
}

}  // namespace

void Watcher::progress(const pipeline::RunReport& so_far) {
  const std::lock_guard lock(mutex_);
  figures_.read = so_far.read;
  figures_.pages = so_far.pages;
  figures_.delivered = so_far.delivered();
  figures_.parked = so_far.parked;
}

void Watcher::note(std::string_view line) {
  if (notes_) screen_.line("pipeline " + pipeline_ + ": " + std::string(line));
}

void Watcher::start() {
  const std::lock_guard lock(mutex_);
  figures_.started = true;
}

void Watcher::end(const pipeline::RunReport& report) {
  {
    const std::lock_guard lock(mutex_);
    figures_.ended = true;
  }
  if (screen_.terminal()) return;
  note(outcome_word(report) + ": " + figures_line(report) + ", " + seconds_text(report.elapsed_ms));
}

Watcher::Figures Watcher::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

Watcher& Progress::watch(const std::string& pipeline) {
  return watchers_.emplace_back(pipeline, screen_, !quiet_);
}

std::string Progress::bar_line() const {
  uint64_t read = 0, parked = 0;
  std::string running;
  for (const Watcher& watcher : watchers_) {
    const Watcher::Figures figures = watcher.figures();
    read += figures.read;
    parked += figures.parked;
    if (figures.started && !figures.ended) running += ' ' + watcher.pipeline();
  }
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_).count();
  const uint64_t rate = ms > 0 ? read * 1000 / static_cast<uint64_t>(ms) : 0;
  return bar(ticks_) + ' ' + grouped(read) + " records, " + grouped(rate) + "/s" +
         (parked ? ", " + grouped(parked) + " parked" : "") + ", " + std::to_string(ms / 1000) +
         " s:" + running;
}

void Progress::plain_lines() {
  const Clock::time_point now = Clock::now();
  if (now - last_plain_ < kPlainEvery) return;
  last_plain_ = now;
  for (const Watcher& watcher : watchers_) {
    const Watcher::Figures figures = watcher.figures();
    if (!figures.started || figures.ended) continue;
    screen_.line("pipeline " + watcher.pipeline() + ": " + grouped(figures.read) +
                 " records read, " + grouped(figures.delivered) + " delivered, " +
                 grouped(figures.pages) + " pages");
  }
}

void Progress::tick() {
  if (quiet_) return;
  ticks_++;
  if (screen_.terminal()) {
    screen_.status(bar_line());
  } else {
    plain_lines();
  }
}

}  // namespace sluice::app
