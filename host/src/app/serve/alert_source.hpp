// The runs that an alert has not told of yet as the source of a run of the engine: one record, the
// digest, and as cursor how far the run log is told. So a kill repeats a message at most, and loses
// none. Made and asked on the main thread; the table on its lane.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/serve/digest.hpp"
#include "pipeline/plan.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

// How far the log is told. As text: "THROUGH SENT OPEN,OPEN".
struct ToldMark {
  int64_t through = 0;     // runs up to this number are told of, or need not be
  int64_t sent_ms = 0;     // when the last message was sent; 0: never
  std::set<int64_t> open;  // but for these, which had not ended

  std::string text() const;
  // "" and what is none: one of the beginning.
  static ToldMark parse(std::string_view text);
};

// What it is about, and when.
struct AlertScope {
  std::string pipeline;          // empty: all but `others`
  std::set<std::string> others;  // which have such an alert of their own
  bool parked = false;           // runs that parked records; else those that failed or were lost
  int64_t every_ms = 0;          // shortest time between two messages
  std::string host, config;      // for the digest

  bool covers(const store::LoggedRun& run) const;
};

class AlertSource {
 public:
  // `log` outlives it. `first`: runs up to this number are old news for an alert that is new.
  AlertSource(store::RunLogStore& log, AlertScope scope, int64_t first, int64_t now_ms)
      : log_(log), scope_(std::move(scope)), first_(first), now_ms_(now_ms) {}
  // Gives this digest, whatever the log has.
  AlertSource(store::RunLogStore& log, AlertScope scope, Digest given, int64_t now_ms)
      : log_(log),
        scope_(std::move(scope)),
        first_(0),
        now_ms_(now_ms),
        reads_log_(false),
        digest_(std::move(given)) {}
  AlertSource(const AlertSource&) = delete;
  AlertSource& operator=(const AlertSource&) = delete;

  pipeline::Source source();
  // What the record says, once it was given.
  const Digest& digest() const { return digest_; }
  // When the run is over: when there is something to tell that had to wait; 0: nothing waits.
  int64_t due_ms() const { return due_ms_; }

 private:
  sluice_status poll(sluice_batch* into, sluice_error* error);
  sluice_status put_digest(sluice_batch* into, sluice_error* error);
  sluice_status begin_new(sluice_batch* into);
  Status read_log();
  Status read_open();
  Status read_new();
  void look_at(const store::LoggedRun& run);
  bool must_wait();
  void seek(std::string_view cursor);

  store::RunLogStore& log_;
  const AlertScope scope_;
  const int64_t first_, now_ms_;
  const bool reads_log_ = true;
  ToldMark told_;        // as stored
  ToldMark next_;        // once this is told
  bool is_new_ = false;  // nothing is stored
  bool given_ = false;
  Digest digest_;
  int64_t due_ms_ = 0;
};

}  // namespace sluice::app
