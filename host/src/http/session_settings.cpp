#include "http/session_settings.hpp"

#include <Poco/Base64Encoder.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "http/policy/sensitive.hpp"
#include "http/session_document.hpp"
#include "http/text/address_target.hpp"

namespace sluice::http {
namespace {

using config::Kind;
using config::Node;

// Reads the settings of one object. The schema has been checked: members of the wrong type were
// refused there, and is read as absent. The first failure stays.
class Reader {
 public:
  Reader(const Node& object, std::string pointer, Status& status)
      : object_(object), pointer_(std::move(pointer)), status_(status) {}

  void fail(std::string_view key, std::string_view message) {
    if (status_.ok()) status_ = Status::invalid(config::join_pointer(pointer_, key), message);
  }
  const Node* find(const char* key, Kind kind) const {
    const Node* value = object_.find(key);
    return value && value->is(kind) ? value : nullptr;
  }
  std::string text(const char* key) const {
    const Node* value = find(key, Kind::kString);
    return value ? value->text : std::string();
  }
  // Absent members leave `out` unchanged.
  void flag(const char* key, bool& out) const {
    if (const Node* value = find(key, Kind::kBoolean)) out = value->text == "true";
  }
  void number(const char* key, int64_t& out) const {
    const Node* value = find(key, Kind::kNumber);
    if (value) std::from_chars(value->text.data(), value->text.data() + value->text.size(), out);
  }

 private:
  const Node& object_;
  const std::string pointer_;
  Status& status_;
};

void read_base_uri(Reader& in, BaseUri& out) {
  const std::string text = in.text("base_uri");
  if (text.empty()) return in.fail("base_uri", "is missing; give the address of the remote system");
  Result<BaseUri> base = parse_base_uri(text);
  if (base.ok()) {
    out = *base;
  } else {
    in.fail("base_uri", base.status().message());
  }
}

void read_headers(const Node& object, Status& status, services::Redactor& redactor, Headers& out) {
  Reader in(object, "/headers", status);
  for (const config::Member& member : object.members) {
    const std::string& name = member.key;
    const std::string& value = member.value.text;
    if (!is_harmless_header(name)) redactor.protect(value);
    if (!is_token(name)) {
      in.fail(name, "is not a header name");
    } else if (is_reserved_header(name)) {
      in.fail(name, "is set by the HTTP service itself; remove it");
    } else if (!is_field_value(value)) {
      in.fail(name, "holds a line break or control character");
    }
    out.set(name, value);
  }
}

void read_token(Reader& in, std::string& out) {
  out = in.text("token");
  auto visible = [](char c) { return c > 0x20 && c < 0x7F; };
  if (!std::all_of(out.begin(), out.end(), visible))
    in.fail("token",
            "holds a blank, line break or other character that no token has; "
            "look for one at the end of where it was copied from");
}

std::string base64(const std::string& text) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder << text;
  encoder.close();
  return out.str();
}

// RFC 7617 2: the user's name must not hold a colon, because the password begins there.
void read_basic(Reader& in, services::Redactor& redactor, Headers& headers) {
  const std::string user = in.text("user"), password = in.text("password");
  if (user.find(':') != user.npos) in.fail("user", "holds a colon, which no user name may");
  if (!is_field_value(user)) in.fail("user", "holds a line break or control character");
  if (!is_field_value(password)) in.fail("password", "holds a line break or control character");
  if (user.empty()) return;
  const std::string encoded = base64(user + ":" + password);
  redactor.protect(encoded);
  headers.set("Authorization", "Basic " + encoded);
}

// Exactly one kind of credentials, and complete. An empty value is most often a variable that is
// not set.
void check_credentials(Reader& in, const Headers& headers, Status& status) {
  const Node *token = in.find("token", Kind::kString), *user = in.find("user", Kind::kString),
             *password = in.find("password", Kind::kString);
  if (token && token->text.empty())
    in.fail("token", "is empty: give a value, or leave the setting out");
  if (user && user->text.empty())
    in.fail("user", "is empty: give a value, or leave the setting out");
  if (user && !password) in.fail("password", "is missing: user needs one");
  if (password && !user) in.fail("user", "is missing: password needs one");
  if (token && user) in.fail("token", "cannot be used with user and password: give only one");
  if ((token || user) && headers.find("Authorization"))
    Reader(Node::object(), "/headers", status)
        .fail("Authorization", "cannot be used with token or user: give only one");
}

LogLevel log_level(const Reader& in) {
  const std::string text = in.text("log_requests");
  return text == "full" ? LogLevel::kFull : text == "headers" ? LogLevel::kHeaders : LogLevel::kOff;
}

// "http://user:password@host:3128": the password must not show in logs.
void protect_userinfo(std::string_view proxy, services::Redactor& redactor) {
  size_t at = proxy.rfind('@');
  if (at == proxy.npos) return;
  size_t start = proxy.find("://");
  std::string_view user = proxy.substr(0, at).substr(start == proxy.npos ? 0 : start + 3);
  size_t colon = user.find(':');
  redactor.protect(user);
  if (colon != user.npos) redactor.protect(user.substr(colon + 1));
}

// Where curl looks for a proxy (but not HTTP_PROXY, which a CGI request can set).
bool environment_names_proxy() {
  constexpr std::array kNames = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                 "ALL_PROXY"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [](const char* name) { return std::getenv(name) != nullptr; });
}

bool is_proxied(const std::optional<std::string>& proxy) {
  return proxy ? !proxy->empty() : environment_names_proxy();
}

void read_proxy(Reader& in, services::Redactor& redactor, std::optional<std::string>& out) {
  const Node* given = in.find("proxy", Kind::kString);
  if (!given) return;
  const std::string& text = out.emplace(given->text);
  protect_userinfo(text, redactor);
  if (text.empty()) return;
  static constexpr std::string_view kSchemes[] = {"http://", "https://", "socks5://", "socks5h://"};
  bool known = std::any_of(std::begin(kSchemes), std::end(kSchemes),
                           [&](std::string_view s) { return text.substr(0, s.size()) == s; });
  if (!known || !is_field_value(text) || text.find(' ') != text.npos)
    in.fail("proxy",
            "must be an address that starts with http://, https://, socks5:// or "
            "socks5h://, or empty for no proxy");
}

// A proxy connects by itself, to addresses that it resolves itself.
void read_public_only(Reader& in, SessionSettings& out) {
  in.flag("public_only", out.public_only);
  if (!out.public_only) return;
  if (out.proxy && !out.proxy->empty())
    in.fail("proxy", "cannot be used with public_only: its connections cannot be checked");
  out.proxy = "";
}

void read_timeouts(const Reader& in, Timeouts& out) {
  in.number("connect_timeout_ms", out.connect);
  in.number("first_byte_timeout_ms", out.first_byte);
  in.number("stall_timeout_ms", out.stall);
  in.number("total_timeout_ms", out.total);
}

void read_retry(const Node& object, Status& status, base::RetrySettings& out) {
  Reader in(object, "/retry", status);
  in.number("attempts", out.attempts);
  in.number("base_ms", out.base_ms);
  in.number("max_ms", out.max_ms);
  if (out.max_ms < out.base_ms)
    in.fail("max_ms",
            "is " + std::to_string(out.max_ms) + ", below base_ms " + std::to_string(out.base_ms));
}

void read_header_name(Reader& in, const char* key, std::string& out) {
  const Node* given = in.find(key, Kind::kString);
  if (!given) return;
  out = given->text;
  if (!out.empty() && !is_token(out)) in.fail(key, "is not a header name");
}

// Requests, or "10%".
void read_reserve(const Reader& in, BudgetSettings& out) {
  in.number("reserve", out.reserve);
  const std::string part = in.text("reserve");
  std::from_chars(part.data(), part.data() + part.size(), out.reserve_percent);
}

void read_rate(const Node& object, Status& status, BudgetSettings& out) {
  Reader in(object, "/rate", status);
  read_header_name(in, "limit_header", out.limit_header);
  read_header_name(in, "remaining_header", out.remaining_header);
  read_header_name(in, "reset_header", out.reset_header);
  in.number("window_s", out.window_s);
  read_reserve(in, out);
}

void read_connection(Reader& in, SessionSettings& out) {
  out.name = in.text("name");
  out.credential = in.text("credential");
  if (std::string given = in.text("user_agent"); !given.empty()) out.user_agent = given;
  if (!is_field_value(out.user_agent)) in.fail("user_agent", "holds a control character");
  out.ca_file = in.text("ca_file");
  if (out.ca_file.find('\0') != out.ca_file.npos) in.fail("ca_file", "holds a NUL character");
  in.flag("verify_tls", out.verify_tls);
  in.flag("http2", out.http2);
  out.same_path = in.text("redirects") == "same_path";
}

void read_body_limit(Reader& in, int64_t page_limit, int64_t& out) {
  out = page_limit;
  in.number("max_body_bytes", out);
  if (out > page_limit)
    in.fail("max_body_bytes",
            "must be at most " + std::to_string(page_limit) + ", the largest page this host takes");
}

}  // namespace

bool needs_curl(std::string_view base_uri, const std::optional<std::string>& proxy) {
  return is_proxied(proxy) || !address_target(base_uri);
}

Result<SessionSettings> read_session_settings(std::string_view config, std::string_view overlay,
                                              size_t page_limit, services::Redactor& redactor) {
  auto [settings, status] = session_document(config, overlay, redactor);
  SessionSettings out;
  Reader in(settings, "", status);
  read_token(in, out.bearer_token);
  read_proxy(in, redactor, out.proxy);
  read_public_only(in, out);
  out.proxied = is_proxied(out.proxy);
  if (const Node* given = in.find("headers", Kind::kObject))
    read_headers(*given, status, redactor, out.headers);
  check_credentials(in, out.headers, status);
  read_basic(in, redactor, out.headers);
  read_base_uri(in, out.base);
  out.log = log_level(in);
  read_timeouts(in, out.timeouts);
  read_connection(in, out);
  read_body_limit(in, static_cast<int64_t>(page_limit), out.max_body_bytes);
  if (const Node* given = in.find("retry", Kind::kObject)) read_retry(*given, status, out.retry);
  if (const Node* given = in.find("rate", Kind::kObject)) read_rate(*given, status, out.budget);
  if (!status) return status;
  return out;
}

}  // namespace sluice::http
