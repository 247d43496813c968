#include "app/api/sender.hpp"

#include <algorithm>

#include "platform/tcp_connect.hpp"

namespace sluice::app {
namespace {

constexpr const char* kHeader = "X-Forwarded-For";

using Ranges = std::vector<platform::AddressRange>;

bool is_within(const Ranges& ranges, const std::string& address) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const auto& range) { return range.contains(address); });
}

// " 203.0.113.9:4711", "[2001:db8::1]:80" -> the address; empty: it is none.
std::string address_in(std::string_view entry) {
  constexpr std::string_view kBlank = " \t";
  entry.remove_prefix(std::min(entry.find_first_not_of(kBlank), entry.size()));
  entry = entry.substr(0, entry.find_last_not_of(kBlank) + 1);
  const size_t colon = entry.find(':');
  if (entry.starts_with('['))
    entry = entry.substr(1, std::min(entry.find(']'), entry.size()) - 1);
  else if (colon != entry.npos && entry.find('.') < colon)
    entry = entry.substr(0, colon);
  return platform::numeric_address(std::string(entry));
}

}  // namespace

std::string sender_of(const Ranges& believed, const listener::Request& request) {
  std::string out(request.from());
  if (!is_within(believed, out)) return out;
  // Each proxy adds whom it heard: from the right, the first that is no proxy of ours. What stands
  // to the left of it anybody may have written.
  const std::string hops = request.list(kHeader);
  for (std::string_view rest = hops; !rest.empty() && is_within(believed, out);) {
    const size_t comma = rest.rfind(',');
    const std::string address = address_in(comma == rest.npos ? rest : rest.substr(comma + 1));
    if (address.empty()) break;
    out = address;
    rest = rest.substr(0, comma == rest.npos ? 0 : comma);
  }
  return out;
}

}  // namespace sluice::app
