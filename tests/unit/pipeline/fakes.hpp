// Components in this process, as the engine sees them: C tables over small objects that a test
// scripts with lambdas. Each is used on its lane; look at it when the run is over.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cancel.hpp"
#include "base/clock.hpp"
#include "pipeline/backoff.hpp"
#include "pipeline/plan.hpp"
#include "sluice/abi.h"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::test {

inline sluice_status fail(sluice_error* error, sluice_status code, std::string_view message) {
  return export_status(Status(code, std::string(message)), error);
}

inline constexpr int64_t kNsPerMs = 1'000'000;

// Time that passes only in sleeps and when told to.
class FakeClock : public base::Clock {
 public:
  int64_t steady_ms() const override { return now_; }
  int64_t unix_us() const override { return 1'700'000'000'000'000 + now_ * 1000; }
  bool wait(int64_t ms, const sluice_cancel* cancel) override {
    slept_ += ms;
    now_ += ms;
    return !base::is_cancelled(cancel);
  }
  void advance(int64_t ms) { now_ += ms; }
  // The calling thread computes.
  void work(int64_t ms) {
    cpu_ns_ += ms * 1'000'000;
    now_ += ms;
  }
  int64_t cpu_ns() override { return cpu_ns_; }
  int64_t slept() const { return slept_; }

 private:
  std::atomic<int64_t> now_ = 1000;
  std::atomic<int64_t> slept_ = 0;
  std::atomic<int64_t> cpu_ns_ = 0;
};

// A cancel token without a wake handle.
class FakeCancel {
 public:
  FakeCancel() : token_{} {
    token_.struct_size = sizeof token_;
    token_.wake = -1;
    token_.host_data = this;
    token_.requested = [](const sluice_cancel* c) {
      return static_cast<int32_t>(static_cast<FakeCancel*>(c->host_data)->requested_.load());
    };
    token_.remaining_ms = [](const sluice_cancel*) { return INT64_MAX; };
  }
  void request() { requested_ = true; }
  const sluice_cancel* token() const { return &token_; }

 private:
  sluice_cancel token_;
  std::atomic<bool> requested_ = false;
};

// Pages of records; the cursor is the number of pages read.
class FakeSource {
 public:
  std::vector<std::vector<std::string>> pages;
  std::string identity = "https://shop.example/products";
  bool end_with_last_page = true;  // else an empty page ends the walk
  bool keeps_cursor = true;        // else a walk that was interrupted starts over
  bool forgets_at_end = false;     // the walk's end leaves no cursor
  size_t pages_a_run = 0;          // then the run is paused; 0: never
  // Before a page is given; not OK: this is the response instead.
  std::function<sluice_status(size_t page, sluice_batch*, const sluice_cancel*, sluice_error*)>
      on_poll;
  std::function<bool(size_t page)> nothing_yet;
  std::string opened_with;
  std::vector<std::string> seeks;
  int opens = 0;

  pipeline::Source source() {
    return {"subscriber (fake.subscriber)", "fake.subscriber", this, &kTable};
  }

 private:
  static sluice_status open(void* self, sluice_slice request, sluice_text* out, sluice_error*) {
    auto& me = *static_cast<FakeSource*>(self);
    me.opens++;
    me.opened_with = view(request);
    out->put(out, slice(me.identity));
    out->put(out, request);  // as a list's cursor does, it belongs to the request, too
    return SLUICE_OK;
  }
  static sluice_status seek(void* self, sluice_slice cursor, sluice_error*) {
    auto& me = *static_cast<FakeSource*>(self);
    me.seeks.emplace_back(view(cursor));
    me.at_ = cursor.size ? std::stoul(std::string(view(cursor))) : 0;
    return SLUICE_OK;
  }
  static sluice_status poll(void* self, sluice_batch* into, const sluice_cancel* cancel,
                            sluice_error* error) {
    auto& me = *static_cast<FakeSource*>(self);
    if (me.on_poll)
      if (sluice_status s = me.on_poll(me.at_, into, cancel, error)) return s;
    if (me.nothing_yet && me.nothing_yet(me.at_)) return SLUICE_OK;
    if (me.at_ >= me.pages.size()) return SLUICE_END;
    std::string text = "{\"data\":[";
    for (const std::string& record : me.pages[me.at_])
      text += (text.back() == '[' ? "" : ",") + record;
    text += "]}";
    if (sluice_status s = give_page(into, text, error)) return s;
    const std::string cursor = std::to_string(++me.at_);
    const bool end = me.end_with_last_page && me.at_ == me.pages.size();
    if (me.keeps_cursor) into->records_api->set_cursor(into, slice(cursor));
    if (end && me.forgets_at_end) into->records_api->clear_cursor(into);
    if (end) return SLUICE_END;
    return me.pages_a_run && me.at_ % me.pages_a_run == 0 ? SLUICE_PAUSED : SLUICE_OK;
  }

 public:
  static sluice_status give_page(sluice_batch* into, std::string_view text, sluice_error* error) {
    char* page = into->json->reserve_page(into, text.size());
    if (!page) return fail(error, SLUICE_E_DATA, "the page is too big");
    std::memcpy(page, text.data(), text.size());
    sluice_value envelope;
    return into->json->parse_page(into, text.size(), slice("data"), &envelope, error);
  }

 private:
  static constexpr sluice_subscriber kTable = {sizeof(sluice_subscriber), open, seek, poll};
  size_t at_ = 0;
};

// A step that does what a lambda does.
class FakeStep {
 public:
  using Body = std::function<sluice_status(sluice_batch*, sluice_error*)>;
  explicit FakeStep(Body body) : body_(std::move(body)) {}

  pipeline::Step step(std::string name) {
    pipeline::Step s;
    s.name = std::move(name);
    s.self = this;
    s.transformer = &kTable;
    s.bind_state = [this](services::StateAccess* access) { state = access; };
    return s;
  }
  services::StateAccess* state = nullptr;

 private:
  static sluice_status transform(void* self, sluice_batch* batch, const sluice_cancel*,
                                 sluice_error* error) {
    return static_cast<FakeStep*>(self)->body_(batch, error);
  }
  static constexpr sluice_transformer kTable = {sizeof(sluice_transformer), transform};
  Body body_;
};

class FakeTextStep {
 public:
  using Body = std::function<sluice_status(std::string_view, sluice_text*, sluice_error*)>;
  explicit FakeTextStep(Body body) : body_(std::move(body)) {}

  pipeline::Step step(std::string name) {
    pipeline::Step s;
    s.name = std::move(name);
    s.self = this;
    s.text_transformer = &kTable;
    return s;
  }

 private:
  static sluice_status transform(void* self, sluice_slice record, sluice_text* out,
                                 const sluice_cancel*, sluice_error* error) {
    return static_cast<FakeTextStep*>(self)->body_(view(record), out, error);
  }
  static constexpr sluice_text_transformer kTable = {sizeof(sluice_text_transformer), transform};
  Body body_;
};

inline std::string text_of(sluice_batch* batch, size_t index) {
  sluice_slice text = {};
  batch->json->write(batch, &sluice_record_at(batch, index)->root, &text);
  return std::string(view(text));
}

// Takes records like a file does: lines, a position that is their number, a truncating resume.
class FakeTarget {
 public:
  std::vector<std::string> lines;    // what is there, flushed or not
  std::vector<std::string> resumes;  // positions
  std::string padding;               // behind the number in each position
  std::vector<int> flushes;          // `last` of each
  int finishes = 0;
  int restarts = 0;
  bool forgets = false;  // drops everything when a walk starts over
  int publishes = 0;
  std::string identity = "fake.publisher out";
  // Per record; not OK: this is its outcome.
  std::function<sluice_status(std::string_view record)> outcome;
  // Per record: others failed before it, so it was not tried.
  std::function<bool(std::string_view record)> not_sent;
  // Per record: may have been carried out, the target failed with it.
  std::function<bool(std::string_view record)> in_doubt;
  // Per call; not OK: the call fails and takes nothing.
  std::function<sluice_status(sluice_batch*, sluice_error*)> on_publish;
  std::function<sluice_status(sluice_error*)> on_resume;
  std::function<sluice_status(sluice_error*)> on_flush;
  std::function<sluice_status(sluice_error*)> on_finish;
  std::function<void()> taken;  // after each batch

  pipeline::Target target(std::string name) { return {std::move(name), identity, this, &kTable}; }

 private:
  static FakeTarget& me(void* self) { return *static_cast<FakeTarget*>(self); }
  static sluice_status resume(void* self, sluice_slice position, const sluice_cancel*,
                              sluice_error* error) {
    if (me(self).on_resume)
      if (sluice_status s = me(self).on_resume(error)) return s;
    me(self).resumes.emplace_back(view(position));
    if (position.size) me(self).lines.resize(std::stoul(std::string(view(position))));
    return SLUICE_OK;
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error* error) {
    FakeTarget& target = me(self);
    target.publishes++;
    if (target.on_publish)
      if (sluice_status s = target.on_publish(batch, error)) return s;
    std::set<uint32_t> waiting;  // orders
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      std::string text = text_of(batch, i);
      const uint32_t order = sluice_record_at(batch, i)->order;
      if (waiting.count(order)) {
        outcomes[i].status = SLUICE_E_UNAVAILABLE;
        continue;
      }
      if (target.outcome) outcomes[i].status = target.outcome(text);
      if (target.not_sent && target.not_sent(text)) {
        outcomes[i].status = SLUICE_E_UNAVAILABLE;
        outcomes[i].flags = SLUICE_OUTCOME_NOT_SENT;
      }
      if (order && pipeline::may_pass(outcomes[i].status)) waiting.insert(order);
      if (target.in_doubt && target.in_doubt(text)) {
        outcomes[i].status = SLUICE_E_DATA;
        outcomes[i].flags = SLUICE_OUTCOME_IN_DOUBT;
        outcomes[i].remote_code = 500;
        outcomes[i].message = slice("answered 500: it may have been carried out");
      }
      if (outcomes[i].status == SLUICE_OK) target.lines.push_back(std::move(text));
    }
    if (target.taken) target.taken();
    return SLUICE_OK;
  }
  static sluice_status flush(void* self, int32_t last, sluice_text* position, const sluice_cancel*,
                             sluice_error* error) {
    if (me(self).on_flush)
      if (sluice_status s = me(self).on_flush(error)) return s;
    me(self).flushes.push_back(last);
    const std::string text = std::to_string(me(self).lines.size()) + me(self).padding;
    position->put(position, slice(text));
    return SLUICE_OK;
  }
  static sluice_status finish(void* self, const sluice_cancel*, sluice_error* error) {
    if (me(self).on_finish)
      if (sluice_status s = me(self).on_finish(error)) return s;
    me(self).finishes++;
    return SLUICE_OK;
  }
  static sluice_status restart(void* self, const sluice_cancel*, sluice_error*) {
    me(self).restarts++;
    if (me(self).forgets) me(self).lines.clear();
    return SLUICE_OK;
  }
  static constexpr sluice_publisher kTable = {
      sizeof(sluice_publisher), resume, publish, flush, finish, restart, nullptr, nullptr, nullptr};
};

// `count` records {"id":n} from 1, `page_size` a page.
inline std::vector<std::vector<std::string>> numbered_pages(size_t count, size_t page_size) {
  std::vector<std::vector<std::string>> pages;
  for (size_t i = 0; i < count; i++) {
    if (i % page_size == 0) pages.emplace_back();
    pages.back().push_back("{\"id\":" + std::to_string(i + 1) + "}");
  }
  return pages;
}

inline bool has_id(sluice_batch* batch, size_t index, int id) {
  return text_of(batch, index) == "{\"id\":" + std::to_string(id) + "}";
}

}  // namespace sluice::test
