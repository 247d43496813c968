#include "server/request_log.hpp"

#include "common/clock.hpp"
#include "common/json_members.hpp"

namespace sluice::simulator {
namespace {

// A long load test must not fill the memory: the oldest entries go first.
constexpr std::size_t kMaxEntries = 20'000;
constexpr std::size_t kMaxBody = 1U << 20;

}  // namespace

void RequestLog::add(const Request& request, const Response& response, const std::string& fault,
                     std::int64_t at_ms, std::int64_t window_end_ms) {
  if (entries_.size() == kMaxEntries) entries_.pop_front();
  entries_.push_back({next_number_++, at_ms, window_end_ms, request, response.status, fault});
  std::string& body = entries_.back().request.body;
  if (body.size() > kMaxBody) body.resize(kMaxBody);
}

std::string RequestLog::json(const Entry& entry) {
  std::string headers;
  for (const Header& header : entry.request.headers) {
    if (!headers.empty()) headers += ',';
    headers += "[" + quote(header.name) + "," + quote(header.value) + "]";
  }
  return "{\"number\":" + std::to_string(entry.number) + ",\"at\":" + quote(iso_z(entry.at_ms)) +
         ",\"window_end\":" + quote(iso_z(entry.window_end_ms)) +
         ",\"method\":" + quote(entry.request.method) +
         ",\"target\":" + quote(entry.request.target) + ",\"headers\":[" + headers +
         "],\"body\":" + quote(entry.request.body) + ",\"status\":" + std::to_string(entry.status) +
         ",\"fault\":" + (entry.fault.empty() ? "null" : quote(entry.fault)) + "}";
}

std::string RequestLog::json() const {
  std::string rows;
  for (const Entry& entry : entries_) {
    if (!rows.empty()) rows += ',';
    rows += json(entry);
  }
  return "{\"count\":" + std::to_string(entries_.size()) + ",\"requests\":[" + rows + "]}";
}

}  // namespace sluice::simulator
