#include "sluice/rest/link_target.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/ascii.hpp"
#include "sluice/rest/client_address.hpp"
#include "sluice/rest/percent.hpp"

namespace sluice::rest {
namespace {

Parameters query_of(std::string_view text) {
  Parameters out;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    out.add(percent_decoded(pair.substr(0, equals), true),
            percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true));
  }
  return out;
}

// "https://a.b:443/v1" in its parts; a link has them all, or begins at one of them.
struct Address {
  std::string scheme, authority;
  std::string_view path, query;
  bool has_query = false;
};

Address parts_of(std::string_view text) {
  Address out;
  text = text.substr(0, text.find('#'));
  const size_t question = text.find('?');
  out.has_query = question != text.npos;
  if (out.has_query) out.query = text.substr(question + 1);
  text = text.substr(0, question);
  const size_t scheme = text.find("://");
  if (scheme != text.npos && text.find('/') > scheme) {
    out.scheme = text.substr(0, scheme);
    text.remove_prefix(scheme + 1);
  }
  if (text.substr(0, 2) == "//") {
    const size_t slash = std::min(text.find('/', 2), text.size());
    out.authority = text.substr(2, slash - 2);
    text.remove_prefix(slash);
    if (text.empty()) text = "/";
  }
  out.path = text;
  return out;
}

// Of a whole address: host and port in one spelling.
std::string host_of(const Address& address) {
  std::string out = normal_address("x://" + address.authority).substr(4);
  for (const std::string_view usual : {":443", ":80"})
    if (out.ends_with(usual)) out.resize(out.size() - usual.size());
  return out;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    if (!segment.empty() || !path.empty()) out.push_back(percent_decoded(segment, false));
  }
  return out;
}

Status refused(std::string_view link, const std::string& why) {
  return Status::data("the next page's address \"" +
                      std::string(link.substr(0, std::min(link.find('?'), size_t{200}))) + "\" " +
                      why);
}

Status check_host(const LinkBase& base, const Address& own, const Address& link,
                  std::string_view text) {
  if (link.authority.empty()) return {};
  const bool web =
      same_but_for_case(link.scheme, "https") || same_but_for_case(link.scheme, "http");
  if (!link.scheme.empty() && !web) return refused(text, "is not http or https");
  const std::string host = host_of(link);
  const auto same = [&](const std::string& name) {
    Address other;
    other.authority = name;
    return host_of(other) == host;
  };
  if (same(own.authority) || std::any_of(base.hosts.begin(), base.hosts.end(), same)) return {};
  return refused(text, "leads to another system than the client's, " + own.authority +
                           ", and the client's credentials go to no other. If that is the same "
                           "system by another name, add it to pagination.hosts: the page is asked "
                           "for at the client's address");
}

bool is_slash_free(const std::string& segment) { return segment.find('/') == segment.npos; }

// The path of a link that has one, in place of the base's.
Status set_path(const LinkBase& base, const Address& own, const Address& link,
                std::string_view text, LinkTarget& out) {
  out.end_slash = link.path.ends_with('/') && link.path != "/";
  if (link.path.front() != '/') {
    if (!out.segments.empty() && !base.end_slash) out.segments.pop_back();
    for (std::string& segment : segments_of("/" + std::string(link.path)))
      out.segments.push_back(std::move(segment));
  } else {
    out.segments = segments_of(link.path);
    const std::vector<std::string> before = segments_of(own.path);
    if (before.size() > out.segments.size() ||
        !std::equal(before.begin(), before.end(), out.segments.begin()))
      return refused(text, "is not below the client's base_uri, which ends in " +
                               std::string(own.path) + "; set a base_uri that both begin with");
    out.segments.erase(out.segments.begin(),
                       out.segments.begin() + static_cast<ptrdiff_t>(before.size()));
  }
  return {};
}

}  // namespace

Result<LinkTarget> link_target(const LinkBase& base, std::string_view text) {
  const Address own = parts_of(base.address), link = parts_of(text);
  if (Status s = check_host(base, own, link, text); !s) return s;
  if (link.path.empty() && !link.has_query) return refused(text, "is empty");
  LinkTarget out{base.segments, query_of(link.query), base.end_slash, false};
  if (!link.path.empty())
    if (Status s = set_path(base, own, link, text, out); !s) return s;
  out.slashes = !std::all_of(out.segments.begin(), out.segments.end(), is_slash_free);
  return out;
}

std::string link_text(const LinkBase& base, const LinkTarget& target) {
  std::string out(parts_of(base.address).path);
  while (out.ends_with('/')) out.pop_back();
  for (const std::string& segment : target.segments) append_percent_encoded(out += '/', segment);
  if (target.end_slash || out.empty()) out += '/';
  char before = '?';
  for (const Parameter& p : target.query.all()) {
    for (const std::string& value : p.values) {
      append_percent_encoded(out += before, p.name);
      append_percent_encoded(out += '=', value);
      before = '&';
    }
  }
  return out;
}

}  // namespace sluice::rest
