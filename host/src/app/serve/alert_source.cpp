#include "app/serve/alert_source.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "backlog/batch_lines.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::app {
namespace {

constexpr const char* kAlertName = "alert";
constexpr size_t kLogPageRuns = 500;

sluice_status open_alert(void*, sluice_slice, sluice_text*, sluice_error*) { return SLUICE_OK; }

}  // namespace

std::string ToldMark::text() const {
  std::string out = std::to_string(through) + " " + std::to_string(sent_ms) + " ";
  for (const int64_t id : open) out += std::to_string(id) + ",";
  return out;
}

ToldMark ToldMark::parse(std::string_view text) {
  ToldMark out;
  std::istringstream in{std::string(text)};
  in >> out.through >> out.sent_ms;
  char comma = 0;
  for (int64_t id = 0; in >> id >> comma;) out.open.insert(id);
  return out;
}

bool AlertScope::covers(const store::LoggedRun& run) const {
  const bool mine = pipeline.empty() ? !others.count(run.pipeline) : run.pipeline == pipeline;
  if (!mine) return false;
  return parked ? has_parked(run) : has_failed(run);
}

void AlertSource::seek(std::string_view cursor) {
  is_new_ = cursor.empty();
  told_ = ToldMark::parse(cursor);
  if (is_new_) told_.through = first_;
}

void AlertSource::look_at(const store::LoggedRun& run) {
  if (!run.ended_ms) next_.open.insert(run.id);
  if (!scope_.covers(run)) return;
  digest_.count++;
  digest_.failed += scope_.parked ? 0 : 1;
  digest_.parked += run.parked;
  if (digest_.runs.size() < Digest::kMostRuns) digest_.runs.push_back(run);
  digest_.from_ms = digest_.from_ms ? std::min(digest_.from_ms, run.started_ms) : run.started_ms;
}

// The latest first.
Status AlertSource::read_new() {
  for (int64_t before = 0;;) {
    const auto page = log_.runs({{}, before, kLogPageRuns, {}});
    if (!page) return page.status();
    for (const store::LoggedRun& run : *page) {
      if (run.id <= told_.through) return {};
      next_.through = std::max(next_.through, run.id);
      look_at(run);
    }
    if (page->size() < kLogPageRuns) return {};
    before = page->back().id;
  }
}

// Those that had not ended. One that is not in the log any more ended long ago.
Status AlertSource::read_open() {
  for (auto id = told_.open.rbegin(); id != told_.open.rend(); ++id) {
    const auto found = log_.runs({{}, *id + 1, 1, {}});
    if (!found) return found.status();
    if (!found->empty() && found->front().id == *id) look_at(found->front());
  }
  return {};
}

Status AlertSource::read_log() {
  digest_ = {};
  digest_.host = scope_.host;
  digest_.config = scope_.config;
  digest_.to_ms = now_ms_;
  next_ = {told_.through, told_.sent_ms, {}};
  if (Status s = read_new(); !s) return s;
  if (Status s = read_open(); !s) return s;
  if (told_.sent_ms) digest_.from_ms = told_.sent_ms;
  return {};
}

// A last message in the future was sent before the clock was put back.
bool AlertSource::must_wait() {
  const int64_t due = told_.sent_ms + scope_.every_ms;
  if (!told_.sent_ms || told_.sent_ms > now_ms_ || due <= now_ms_) return false;
  due_ms_ = due;
  return true;
}

// Stored before anything is sent: what fails from now on is told, even if this process is killed.
sluice_status AlertSource::begin_new(sluice_batch* into) {
  is_new_ = false;
  return into->records_api->set_cursor(into, slice(told_.text()));
}

sluice_status AlertSource::put_digest(sluice_batch* into, sluice_error* error) {
  if (!digest_.count) return SLUICE_OK;
  next_.sent_ms = now_ms_;
  const Status too_large(SLUICE_E_INVALID, "an alert does not fit into host.limits.page");
  return backlog::put_lines(into, json_of(digest_), too_large, error);
}

sluice_status AlertSource::poll(sluice_batch* into, sluice_error* error) {
  if (given_) return SLUICE_END;
  if (reads_log_ && is_new_) return begin_new(into);
  if (reads_log_) {
    if (Status s = read_log(); !s) return export_status(s, error);
    if (digest_.count && must_wait()) return SLUICE_END;
  }
  if (const sluice_status put = put_digest(into, error); put != SLUICE_OK) return put;
  const sluice_status status = into->records_api->set_cursor(into, slice(next_.text()));
  given_ = status == SLUICE_OK;
  return status;
}

pipeline::Source AlertSource::source() {
  static constexpr sluice_subscriber kTable = {
      sizeof(sluice_subscriber), open_alert,
      [](void* self, sluice_slice cursor, sluice_error*) -> sluice_status {
        static_cast<AlertSource*>(self)->seek(view(cursor));
        return SLUICE_OK;
      },
      [](void* self, sluice_batch* into, const sluice_cancel*, sluice_error* error) {
        return static_cast<AlertSource*>(self)->poll(into, error);
      }};
  return {kAlertName, kAlertName, this, &kTable};
}

}  // namespace sluice::app
