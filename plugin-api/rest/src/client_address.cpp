#include "sluice/rest/client_address.hpp"

#include <algorithm>

#include "sluice/rest/ascii.hpp"

namespace sluice::rest {
namespace {

bool is_loopback(std::string_view host) {
  return host == "localhost" || host.substr(0, 4) == "127." || host.substr(0, 5) == "[::1]";
}

}  // namespace

std::string normal_address(std::string_view uri) {
  std::string out(uri);
  while (!out.empty() && out.back() == '/') out.pop_back();
  size_t scheme = out.find("://");
  size_t host = scheme == out.npos ? 0 : scheme + 3;
  auto end = out.begin() + static_cast<ptrdiff_t>(std::min(out.find('/', host), out.size()));
  std::transform(out.begin(), end, out.begin(), ascii_lower);
  return out;
}

bool crosses_network_in_clear(std::string_view normal) {
  constexpr std::string_view kHttp = "http://";
  if (normal.substr(0, kHttp.size()) != kHttp) return false;
  std::string_view rest = normal.substr(kHttp.size());
  std::string_view authority = rest.substr(0, rest.find('/'));
  if (authority.empty()) return false;
  return !is_loopback(
      authority.substr(0, authority.front() == '[' ? authority.npos : authority.find(':')));
}

bool has_credentials(Value config) {
  if (config["token"] || config["user"]) return true;
  constexpr std::string_view kAuthorization = "authorization";
  const Value headers = config["headers"];
  for (size_t i = 0; i < headers.size(); i++) {
    const std::string_view name = headers.key(i);
    if (same_but_for_case(name, kAuthorization)) return true;
  }
  return false;
}

std::string_view short_name(std::string_view instance) {
  const size_t dot = instance.rfind('.');
  return dot == instance.npos ? instance : instance.substr(dot + 1);
}

}  // namespace sluice::rest
