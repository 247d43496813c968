#include "sluice/rest/write_response.hpp"

#include <algorithm>
#include <string>

#include "sluice/rest/document.hpp"
#include "sluice/rest/error_map.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kDone = "applied";

bool names(Value entry, const Write& write) {
  std::string_view member = write.call->operation->bulk.key;
  std::string_view key = key_of(write);
  return entry.is_object() && !key.empty() && entry[member].string_or("") == key;
}

// Status from an entry's text, in one line.
Status refused(Value entry, int32_t status) {
  auto json = entry.json();
  std::string text = json ? error_text(*json) : std::string();
  Status out = Status::data(text.empty() ? "refused without a reason" : text);
  return out.with_remote_code(status);
}

bool is_listed(Value list, const Write& write) {
  for (size_t i = 0; list.is_array() && i < list.size(); i++)
    if (names(list.item(i), write)) return true;
  return false;
}

void mark(Value entry, int32_t status, Value done, std::span<const Write> writes,
          std::vector<Status>& out) {
  bool found = false;
  for (size_t i = 0; i < writes.size(); i++) {
    if (!names(entry, writes[i])) continue;
    out[i] = refused(entry, status);
    found = true;
  }
  if (found) return;
  for (size_t i = 0; i < writes.size(); i++)
    if (out[i] && !is_listed(done, writes[i]))
      out[i] = refused(entry, status).in("the response names none of these records");
}

}  // namespace

std::vector<Status> read_response(const Host& host, std::span<const Write> writes, int32_t status,
                                  std::string_view body) {
  std::vector<Status> out(writes.size());
  std::string_view errors = writes.front().call->operation->bulk.errors;
  // Most responses mention no errors and need not be parsed.
  if (body.find("\"error") == body.npos) return out;
  auto document = Document::parse(host, body, "the response");
  if (!document || !document->root().is_object()) return out;
  Value root = document->root();
  if (Value error = root["error"]; error && !error.is_null() && !root["data"])
    std::fill(out.begin(), out.end(), refused(root, status));
  if (errors.empty()) return out;
  Value list = root[errors];
  for (size_t i = 0; list.is_array() && i < list.size(); i++)
    mark(list.item(i), status, root[kDone], writes, out);
  return out;
}

}  // namespace sluice::rest
