#include "recording/tape.hpp"

#include <algorithm>
#include <numeric>

namespace sluice::recording {
namespace {

std::string_view path_of(std::string_view url) { return url.substr(0, url.find('?')); }

size_t common_start(std::string_view a, std::string_view b) {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<size_t>(at - a.begin());
}

std::string token_of(std::string_view authorization) {
  const size_t blank = authorization.rfind(' ');
  return std::string(blank == authorization.npos ? authorization : authorization.substr(blank + 1));
}

}  // namespace

Tape::Tape(const Recording& recording, ReplayClock& clock, const services::Redactor& redactor)
    : recording_(recording),
      clock_(clock),
      scrubber_(redactor),
      used_(recording.entries().size(), false) {
  const std::vector<Entry>& entries = recording.entries();
  std::vector<size_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return entries[a].number < entries[b].number; });
  for (size_t i : order) {
    const Entry& e = entries[i];
    exact_[key(e.session, e.method, e.url, e.body)].push_back(i);
    no_uuids_[key(e.session, e.method, e.url, e.body_no_uuids)].push_back(i);
  }
}

std::string Tape::key(const std::string& session, const std::string& method, const std::string& url,
                      const std::string& body) {
  return session + '\n' + method + '\n' + url + '\n' + body;
}

Tape::Wanted Tape::wanted(const http::Request& request, const std::string& session) {
  const std::string body = scrubber_.body(request.headers, request.body);
  return {session,
          std::string(request.pipeline),
          request.method,
          without_numbers(scrubber_.url(request.url)),
          body_digest(body),
          body_digest_no_uuids(body),
          std::string(request.headers.find("Authorization").value_or(""))};
}

// Lower is better. A token of the recording identifies one of equal requests: one that
// was refused with an older token is skipped by a request that has the newer one already.
int Tape::rank(const Entry& entry, const Wanted& wanted) const {
  const bool token_known = is_placeholder(token_of(wanted.authorization));
  int out = entry.pipeline == wanted.pipeline ? 0 : 1;
  if (token_known && entry.authorization != wanted.authorization)
    out += entry.status == 401 ? 4 : 2;
  return out;
}

std::optional<size_t> Tape::best(const Index& index, const std::string& key,
                                 const Wanted& wanted) const {
  std::optional<size_t> out;
  const auto found = index.find(key);
  if (found == index.end()) return out;
  int best_rank = 0;
  for (size_t i : found->second) {
    if (used_[i]) continue;
    const int its_rank = rank(recording_.entries()[i], wanted);
    if (out && its_rank >= best_rank) continue;
    out = i;
    best_rank = its_rank;
  }
  return out;
}

std::optional<size_t> Tape::take(const http::Request& request, const std::string& session) {
  const Wanted w = wanted(request, session);
  std::lock_guard lock(mutex_);
  auto found = best(exact_, key(w.session, w.method, w.url, w.body), w);
  if (!found) {
    found = best(no_uuids_, key(w.session, w.method, w.url, w.body_no_uuids), w);
    if (found) other_uuids_++;
  }
  if (found) used_[*found] = true;
  return found;
}

void Tape::give_back(size_t entry) {
  std::lock_guard lock(mutex_);
  used_[entry] = false;
}

Result<Exchange> Tape::response(size_t entry) {
  Result<Exchange> out = recording_.exchange(recording_.entries()[entry]);
  clock_.reach(recording_.entries()[entry].done_ms);
  return out;
}

const Recording::Entry* Tape::closest(const Wanted& wanted) const {
  const Entry* out = nullptr;
  size_t best_score = 0;
  for (const Entry& entry : recording_.entries()) {
    constexpr size_t kWeight = size_t{1} << 20;  // of one equal part: beyond any URL
    size_t score = 1 + common_start(entry.url, wanted.url);
    score += entry.session == wanted.session ? kWeight : 0;
    score += entry.method == wanted.method ? kWeight : 0;
    score += path_of(entry.url) == path_of(wanted.url) ? 2 * kWeight : 0;
    score += entry.url == wanted.url ? 2 * kWeight : 0;
    if (score <= best_score) continue;
    best_score = score;
    out = &entry;
  }
  return out;
}

std::string Tape::difference(const Entry& entry, const Wanted& wanted) const {
  if (entry.session != wanted.session) return "of " + entry.session;
  if (entry.method != wanted.method || entry.url != wanted.url) return "another request";
  if (entry.body != wanted.body) return "with another body";
  const auto found = exact_.find(key(entry.session, entry.method, entry.url, entry.body));
  return "recorded " + std::to_string(found->second.size()) + " times, and requested once more";
}

Status Tape::missing(const http::Request& request, const std::string& session) {
  const Wanted w = wanted(request, session);
  std::string message = "the recording " + recording_.name() + " has no response for " + w.method +
                        " " + scrubber_.url(request.url) + " of " + w.session;
  if (const Entry* entry = closest(w))
    message += "; closest is line " + std::to_string(entry->line) + ", " + entry->method + " " +
               entry->url + " (" + difference(*entry, w) + ")";
  if (!recording_.whole())
    message += "; the recording was cut off: what the run did afterwards is not in it";
  return {SLUICE_E_INTERNAL, message};
}

size_t Tape::used() const {
  std::lock_guard lock(mutex_);
  return static_cast<size_t>(std::count(used_.begin(), used_.end(), true));
}

size_t Tape::other_uuids() const {
  std::lock_guard lock(mutex_);
  return other_uuids_;
}

std::vector<const Recording::Entry*> Tape::left() const {
  std::lock_guard lock(mutex_);
  std::vector<const Entry*> out;
  for (size_t i = 0; i < used_.size(); i++)
    if (!used_[i]) out.push_back(&recording_.entries()[i]);
  return out;
}

}  // namespace sluice::recording
