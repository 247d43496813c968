#include "pipeline/source_lane.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "pipeline/call.hpp"
#include "pipeline/fingerprint.hpp"
#include "pipeline/request.hpp"
#include "pipeline/saved_page.hpp"
#include "pipeline/sink_start.hpp"
#include "pipeline/step_chain.hpp"

namespace sluice::pipeline {
namespace {

// Between polls that found nothing: an idle source costs nothing.
constexpr int64_t kIdleMs = 100;
// The note about an idle source becomes ever rarer, however often it is idle in a run.
constexpr int64_t kLongestIdleNoteMs = 3'600'000;
// The same page with the same cursor this often in a row means that the source goes in a circle.
constexpr unsigned kMostSamePages = 10;

Packet failed(Status status) {
  Packet packet;
  packet.status = std::move(status);
  return packet;
}

bool moved(const Packet& packet, std::string_view cursor) {
  const sluice_batch* abi = packet.page->abi();
  const bool further = abi->cursor.size && view(abi->cursor) != cursor;
  return packet.last || packet.paused || abi->count || further;
}

}  // namespace

Packet SourceLane::next() {
  if (run_.stopped()) return failed({SLUICE_E_CANCELLED, "stopped"});
  if (opened_) return stored_.cursor.walk == store::Walk::read ? end() : poll();
  opened_ = true;
  Result<store::Cursor> cursor = open();
  if (!cursor) return failed(cursor.status());
  cursor_ = cursor->text;
  Packet packet;
  packet.kind = Packet::Kind::opened;
  packet.cursor = std::move(*cursor);
  return packet;
}

// A walk under way continues with its own request; a new one resolves the request again.
Result<store::Cursor> SourceLane::open() {
  store::Cursor cursor = stored_.cursor;
  const Fingerprint configured = configured_fingerprint(run_.plan);
  const bool under_way = goes_on(cursor);
  if (under_way && !configured.is(cursor.configured))
    return changed("the request or its transformers have changed in the middle of a walk");
  if (!under_way) {
    Result<std::string> request = resolve_request(run_);
    if (!request) return request.status();
    cursor.request = std::move(*request);
    cursor.left_out_at.clear();
  }
  cursor.configured = configured.text();
  if (cursor.walk != store::Walk::read) cursor.walk = store::Walk::running;
  if (Status s = open_subscriber(cursor); !s) return s;
  return cursor;
}

Status SourceLane::open_subscriber(store::Cursor& cursor) {
  const Source& source = run_.plan.source;
  const Measured measured(run_.meter(source), nullptr);
  TextSink identity;
  Status status = call_component({run_, source, "open"}, [&](sluice_error* error) {
    return source.subscriber->open(source.self, slice(cursor.request), identity.abi(), error);
  });
  if (!status) return status.in(where(run_.plan, source));
  const Fingerprint fingerprint = cursor_fingerprint(run_.plan, identity.text());
  if (!cursor.text.empty() && !fingerprint.is(cursor.fingerprint))
    return changed("the stored cursor belongs to another address, entity or request");
  cursor.fingerprint = fingerprint.text();
  status = call_component({run_, source, "seek"}, [&](sluice_error* error) {
    return source.subscriber->seek(source.self, slice(cursor.text), error);
  });
  return status.in(where(run_.plan, source));
}

Status SourceLane::changed(const std::string& what) const {
  return {SLUICE_E_INVALID, "pipeline " + run_.plan.pipeline + ": " + what + " (" +
                                shown_cursor(run_.plan, stored_.cursor.text) +
                                "), continuing could skip records; change it back, or forget the "
                                "cursor with `sluice state reset " +
                                run_.plan.pipeline + "`"};
}

// An earlier run has read this walk to its end.
Packet SourceLane::end() {
  Packet packet;
  packet.kind = Packet::Kind::batch;
  packet.page = run_.batches.take();
  packet.at = page_words();
  packet.last = true;
  return packet;
}

Packet SourceLane::poll() {
  if (idle_ && !wait_for_news()) return failed({SLUICE_E_CANCELLED, "stopped"});
  page_++;
  const platform::InBatch in_batch(page_);
  Packet packet;
  Retry retry(run_, jitter_);
  const base::RepeatLimit limit = retry.limit();
  for (;;) {
    Status status = poll_once(packet);
    if (status) break;
    if (status.code() != SLUICE_E_CANCELLED)
      status.in(page_words()).in(where(run_.plan, run_.plan.source));
    if (Status s = retry.again(status, run_.meter(run_.plan.source)); !s)
      return failed(std::move(s));
    packet.retries++;
  }
  packet.kind = Packet::Kind::batch;
  packet.at = page_words();
  packet.number = page_;
  if (Status s = look_at(*packet.page); !s)
    return failed(s.in(packet.at).in(where(run_.plan, run_.plan.source)));
  idle_ = !moved(packet, cursor_);
  if (packet.page->abi()->cursor.size) cursor_ = view(packet.page->abi()->cursor);
  if (idle_)
    page_--;
  else
    empty_polls_ = 0;
  return packet;
}

// Checks after which no run may continue, whatever the subscriber says.
Status SourceLane::look_at(record::Batch& page) {
  const sluice_batch* abi = page.abi();
  if (Status s = check_place("its cursor", abi->cursor.size); !s) return s;
  const bool same_cursor = abi->cursor.size && view(abi->cursor) == cursor_;
  if (!same_cursor || abi->count == 0) {
    same_pages_ = 0;
    return {};
  }
  size_t hash = abi->count;
  for (uint32_t origin = 0; origin < page.origin_count(); origin++)
    hash = hash * 31 + std::hash<std::string_view>()(view(page.source_of_origin(origin)));
  same_pages_ = same_pages_ && hash == page_hash_ ? same_pages_ + 1 : 1;
  page_hash_ = hash;
  if (same_pages_ < kMostSamePages) return {};
  return {SLUICE_E_INVALID, "it gave the same " + std::to_string(abi->count) +
                                " records with the same cursor " + std::to_string(same_pages_) +
                                " times in a row: the source goes in a circle, so the run stops"};
}

void SourceLane::note_idle() {
  if (empty_polls_++ == 0) idle_since_ms_ = run_.clock.steady_ms();
  const int64_t idle = run_.clock.steady_ms() - idle_since_ms_;
  if (idle < next_note_ms_) return;
  run_.note(where(run_.plan, run_.plan.source) + ": nothing new for " +
            std::to_string(idle / 1000) + " s, asked " + std::to_string(empty_polls_) +
            " times; polling again");
  next_note_ms_ = std::min(kLongestIdleNoteMs, std::max(idle, next_note_ms_) * 2);
}

bool SourceLane::wait_for_news() {
  note_idle();
  const Measured measured(run_.meter(run_.plan.source), nullptr);
  const measure::Waiting waiting(measure::Wait::nothing_new);
  return run_.clock.wait(kIdleMs, run_.cancel.stop);
}

// Always into a fresh batch: the remains of a failed attempt are gone.
Status SourceLane::poll_once(Packet& packet) {
  const Source& source = run_.plan.source;
  packet.page = run_.batches.take();
  const auto poll = [&](sluice_error* error) {
    const Measured measured(run_.meter(source), packet.page.get());
    return source.subscriber->poll(source.self, packet.page->abi(), run_.cancel.stop, error);
  };
  Status status = call_component({run_, source, "poll"}, poll, true);
  packet.last = status.code() == SLUICE_END;
  packet.partial = packet.last && (packet.page->abi()->flags & SLUICE_BATCH_PARTIAL);
  packet.paused = status.code() == SLUICE_PAUSED;
  if (status.code() == SLUICE_E_DATA) return unreadable(status, *packet.page);
  if (!status && !packet.last && !packet.paused) return status;
  return check_batch(*packet.page);
}

std::string SourceLane::page_words() const {
  return "page " + std::to_string(page_) + " after " + shown_cursor(run_.plan, cursor_);
}

Status SourceLane::unreadable(const Status& why, record::Batch& batch) const {
  std::string_view text = view(batch.abi()->text);
  if (text.empty()) text = {batch.page().data(), batch.page().size()};
  if (text.empty()) return why;  // a response without a page, such as a 404
  return Status::data("cannot be read: " + why.message() + "; " +
                      save_page(run_.plan, page_, text));
}

}  // namespace sluice::pipeline
