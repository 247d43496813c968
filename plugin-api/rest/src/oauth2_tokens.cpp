#include "sluice/rest/oauth2_tokens.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "sluice/rest/document.hpp"

namespace sluice::rest {
namespace {

constexpr int64_t kLongestMarginS = 60;

bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

int64_t whole_number(std::string_view text) {
  int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

void assign(OAuth2Tokens& to, std::string_view name, std::string_view value) {
  if (name == "access") to.access = value;
  if (name == "refresh") to.refresh = value;
  if (name == "scope") to.scope = value;
  if (name == "received") to.received_s = whole_number(value);
  if (name == "expires") to.expires_s = whole_number(value);
  if (name == "refreshing") to.refreshing = value == "1";
}

std::vector<std::string_view> split(std::string_view text, std::string_view by) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at <= text.size();) {
    size_t end = std::min(text.find(by, at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + by.size();
  }
  return out;
}

// "a:write (ISSUE) or b:write" without the text in brackets.
std::string without_remarks(std::string_view text) {
  std::string out;
  int depth = 0;
  for (char c : text) {
    if (c == '(') depth++;
    if (!depth) out += c;
    if (c == ')' && depth) depth--;
  }
  return out;
}

bool has_scopes(std::string_view granted, std::string_view all) {
  const auto have = split(granted, " ");
  const auto need = split(all, " ");
  return std::all_of(need.begin(), need.end(), [&](std::string_view scope) {
    return std::find(have.begin(), have.end(), scope) != have.end();
  });
}

}  // namespace

bool OAuth2Tokens::fresh(int64_t now_s) const {
  if (access.empty()) return false;
  const int64_t margin = std::min(kLongestMarginS, (expires_s - received_s) / 10);
  return !expires_s || now_s < expires_s - margin;
}

std::string OAuth2Tokens::kept_text() const {
  return "access=" + access + "\nrefresh=" + refresh + "\nscope=" + scope +
         "\nreceived=" + std::to_string(received_s) + "\nexpires=" + std::to_string(expires_s) +
         "\nrefreshing=" + (refreshing ? "1" : "0") + "\n";
}

Result<OAuth2Tokens> OAuth2Tokens::from_kept(std::string_view text) {
  OAuth2Tokens out;
  for (std::string_view line : split(text, "\n")) {
    const size_t equals = std::min(line.find('='), line.size() - 1);
    assign(out, line.substr(0, equals), line.substr(equals + 1));
  }
  if (out.access.empty()) return Status::data("the stored tokens cannot be read");
  return out;
}

Result<OAuth2Tokens> OAuth2Tokens::from_response(const Host& host, std::string_view body,
                                                 int64_t now_s) {
  auto document = Document::parse(host, body, "the token response");
  if (!document) return Status::data("the token endpoint's response is not JSON");
  Value root = document->root();
  OAuth2Tokens out;
  out.access = root["access_token"].string_or("");
  out.refresh = root["refresh_token"].string_or("");
  out.scope = root["scope"].string_or("");
  out.received_s = now_s;
  host.protect(out.access);
  host.protect(out.refresh);
  const int64_t life = root["expires_in"].integer_or(0);
  out.expires_s = life > 0 ? now_s + life : std::max<int64_t>(0, root["expires"].integer_or(0));
  if (out.access.empty()) return Status::data("the token endpoint's response has no access_token");
  if (!printable(out.access) || !printable(out.refresh) || !printable(out.scope))
    return Status::data("the token endpoint's response holds characters that no token has");
  return out;
}

bool scopes_cover(std::string_view granted, std::string_view needs, std::string* lacking) {
  bool all = true;
  const std::string plain = without_remarks(needs);
  for (std::string_view need : split(plain, ",")) {
    const auto ways = split(need, " or ");
    const bool one = std::any_of(ways.begin(), ways.end(),
                                 [&](std::string_view way) { return has_scopes(granted, way); });
    if (one || ways.empty()) continue;
    all = false;
    if (lacking) lacking->append(lacking->empty() ? "" : ", ").append(need);
  }
  return all;
}

}  // namespace sluice::rest
