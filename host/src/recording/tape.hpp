// Gives each request of a run the response that it had in a recording. It is chosen by
// session, method, URL and body, secrets left out; equal requests get their responses in the order
// of sending, so it does not matter how pipelines mix. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/session_settings.hpp"
#include "http/text/message.hpp"
#include "recording/recording.hpp"
#include "recording/replay_clock.hpp"
#include "recording/scrubber.hpp"

namespace sluice::recording {

class Tape {
 public:
  // All outlive it.
  Tape(const Recording& recording, ReplayClock& clock, const services::Redactor& redactor);

  // The entry for this request, which no other request gets; nothing if there is none.
  std::optional<size_t> take(const http::Request& request, const std::string& session);
  // It was not waited for: another request may get it.
  void give_back(size_t entry);
  Result<Exchange> response(size_t entry);
  // Why take() found nothing: names the request, and the recorded one that is closest.
  Status missing(const http::Request& request, const std::string& session);

  size_t used() const;
  // How many requests had other UUIDs in their bodies than the recorded ones.
  size_t other_uuids() const;
  // Recorded exchanges that were not requested.
  std::vector<const Recording::Entry*> left() const;

 private:
  struct Wanted {
    std::string session, pipeline, method, url, body, body_no_uuids, authorization;
  };
  using Entry = Recording::Entry;
  using Index = std::map<std::string, std::vector<size_t>>;

  Wanted wanted(const http::Request& request, const std::string& session);
  static std::string key(const std::string& session, const std::string& method,
                         const std::string& url, const std::string& body);
  std::optional<size_t> best(const Index& index, const std::string& key,
                             const Wanted& wanted) const;
  int rank(const Entry& entry, const Wanted& wanted) const;
  const Entry* closest(const Wanted& wanted) const;
  std::string difference(const Entry& entry, const Wanted& wanted) const;

  const Recording& recording_;
  ReplayClock& clock_;
  Scrubber scrubber_;
  Index exact_;     // in the order of sending
  Index no_uuids_;  // the same by bodies without UUIDs
  mutable std::mutex mutex_;
  std::vector<bool> used_;
  size_t other_uuids_ = 0;
};

}  // namespace sluice::recording
