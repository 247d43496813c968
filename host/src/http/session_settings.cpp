#include "http/session_settings.hpp"

#include <Poco/Base64Encoder.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "http/json_settings.hpp"
#include "http/policy/sensitive.hpp"
#include "http/text/address_target.hpp"

namespace sluice::http {
namespace {

constexpr int64_t kDay = int64_t{24} * 3600 * 1000;

void read_base_uri(JsonSettings& in, BaseUri& out) {
  std::string text;
  in.text("base_uri", text);
  if (text.empty()) return in.fail("base_uri", "is missing; give the address of the remote system");
  Result<BaseUri> base = parse_base_uri(text);
  if (base.ok()) {
    out = *base;
  } else {
    in.fail("base_uri", base.status().message());
  }
}

void read_headers(JsonSettings& in, const std::string& at, Status& status,
                  services::Redactor& redactor, Headers& out) {
  const rapidjson::Value* object = in.object("headers");
  if (!object) return;
  JsonSettings headers(*object, at, status);
  for (const auto& m : object->GetObject()) {
    std::string name(m.name.GetString(), m.name.GetStringLength()), value;
    headers.text(name.c_str(), value);
    if (!is_harmless_header(name)) redactor.protect(value);
    if (!is_token(name)) {
      headers.fail(name, "is not a header name");
    } else if (is_reserved_header(name)) {
      headers.fail(name, "is set by the HTTP service itself; remove it");
    } else if (!is_field_value(value)) {
      headers.fail(name, "holds a line break or control character");
    }
    out.set(name, value);
  }
}

void read_token(JsonSettings& in, services::Redactor& redactor, std::string& out) {
  in.text("bearer_token", out);
  redactor.protect(out);
  auto visible = [](char c) { return c > 0x20 && c < 0x7F; };
  if (!std::all_of(out.begin(), out.end(), visible))
    in.fail("bearer_token",
            "holds a blank, line break or other character no token has; "
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

// RFC 7617 2: the user's name must not hold a colon, for there the password begins.
void read_basic(JsonSettings& in, services::Redactor& redactor, Headers& headers) {
  std::string user, password;
  in.text("basic_user", user);
  in.text("basic_password", password);
  redactor.protect(password);
  if (user.find(':') != user.npos) in.fail("basic_user", "holds a colon, which no user name may");
  if (!is_field_value(user)) in.fail("basic_user", "holds a line break or control character");
  if (!is_field_value(password))
    in.fail("basic_password", "holds a line break or control character");
  if (user.empty()) return;
  const std::string encoded = base64(user + ":" + password);
  redactor.protect(encoded);
  headers.set("Authorization", "Basic " + encoded);
}

void read_redirects(JsonSettings& in, bool& same_path) {
  std::string text = "same_origin";
  in.text("redirects", text);
  same_path = text == "same_path";
  if (!same_path && text != "same_origin")
    in.fail("redirects", "is '" + text + "', must be same_origin or same_path");
}

void read_log(JsonSettings& in, LogLevel& out) {
  std::string text = "off";
  in.text("log", text);
  if (text == "headers") {
    out = LogLevel::kHeaders;
  } else if (text == "full") {
    out = LogLevel::kFull;
  } else if (text != "off") {
    in.fail("log", "is '" + text + "', must be off, headers or full");
  }
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

// Where curl looks for a proxy (and not in HTTP_PROXY, which a CGI request can set).
bool environment_names_proxy() {
  constexpr std::array kNames = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                 "ALL_PROXY"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [](const char* name) { return std::getenv(name) != nullptr; });
}

bool is_proxied(const std::optional<std::string>& proxy) {
  return proxy ? !proxy->empty() : environment_names_proxy();
}

void read_proxy(JsonSettings& in, services::Redactor& redactor, std::optional<std::string>& out) {
  if (!in.has("proxy")) return in.text("proxy", out.emplace()), out.reset();
  std::string& text = out.emplace();
  in.text("proxy", text);
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

// A proxy connects by itself, and to addresses that it looks up by itself.
void read_public_only(JsonSettings& in, SessionSettings& out) {
  in.flag("public_only", out.public_only);
  if (!out.public_only) return;
  if (out.proxy && !out.proxy->empty())
    in.fail("proxy", "cannot be used with public_only: where it connects to cannot be decided");
  out.proxy = "";
}

void read_timeouts(JsonSettings& in, Timeouts& out) {
  in.number("connect_timeout_ms", 0, kDay, out.connect);
  in.number("first_byte_timeout_ms", 0, kDay, out.first_byte);
  in.number("stall_timeout_ms", 0, kDay, out.stall);
  in.number("total_timeout_ms", 0, kDay, out.total);
}

void read_retry(const rapidjson::Value& value, Status& status, base::RetrySettings& out) {
  JsonSettings in(value, "/retry", status);
  in.number("attempts", 1, 100, out.attempts);
  in.number("base_ms", 1, kDay, out.base_ms);
  in.number("max_ms", 1, kDay, out.max_ms);
  if (out.max_ms < out.base_ms)
    in.fail("max_ms",
            "is " + std::to_string(out.max_ms) + ", below base_ms " + std::to_string(out.base_ms));
  in.finish();
}

void read_header_name(JsonSettings& in, const char* key, std::string& out) {
  in.text(key, out);
  if (!out.empty() && !is_token(out)) in.fail(key, "is not a header name");
}

// Requests, or "10%".
void read_reserve(JsonSettings& in, const rapidjson::Value& value, BudgetSettings& out) {
  const auto found = value.FindMember("reserve");
  if (found == value.MemberEnd() || !found->value.IsString())
    return in.number("reserve", 0, 1'000'000, out.reserve);
  std::string text;
  in.text("reserve", text);
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, out.reserve_percent);
  const bool percent = error == std::errc() && at + 1 == end && *at == '%';
  if (!percent || out.reserve_percent < 0 || out.reserve_percent > 99)
    in.fail("reserve", "must be a number of requests, or a part such as 10%");
}

void read_budget(const rapidjson::Value& value, Status& status, BudgetSettings& out) {
  JsonSettings in(value, "/budget", status);
  read_header_name(in, "limit_header", out.limit_header);
  read_header_name(in, "remaining_header", out.remaining_header);
  read_header_name(in, "reset_header", out.reset_header);
  in.number("window_s", 1, kDay / 1000, out.window_s);
  read_reserve(in, value, out);
  in.finish();
}

void read_connection(JsonSettings& in, SessionSettings& out) {
  in.text("name", out.name);
  in.text("credential", out.credential);
  in.text("user_agent", out.user_agent);
  if (!is_field_value(out.user_agent)) in.fail("user_agent", "holds a control character");
  in.text("ca_file", out.ca_file);
  if (out.ca_file.find('\0') != out.ca_file.npos) in.fail("ca_file", "holds a NUL character");
  in.flag("verify_tls", out.verify_tls);
  in.flag("http2", out.http2);
}

}  // namespace

bool needs_curl(std::string_view base_uri, const std::optional<std::string>& proxy) {
  return is_proxied(proxy) || !address_target(base_uri);
}

Result<SessionSettings> parse_session_settings(std::string_view json, size_t page_limit,
                                               services::Redactor& redactor) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError())
    return Status::invalid(
        "", std::string("not JSON: ") + rapidjson::GetParseError_En(document.GetParseError()));
  if (!document.IsObject()) return Status::invalid("", "must be an object");
  Status status;
  SessionSettings out;
  JsonSettings in(document, "", status);
  read_token(in, redactor, out.bearer_token);
  read_proxy(in, redactor, out.proxy);
  read_public_only(in, out);
  out.proxied = is_proxied(out.proxy);
  read_headers(in, "/headers", status, redactor, out.headers);
  read_basic(in, redactor, out.headers);
  read_base_uri(in, out.base);
  read_log(in, out.log);
  read_redirects(in, out.same_path);
  read_timeouts(in, out.timeouts);
  read_connection(in, out);
  out.max_body_bytes = static_cast<int64_t>(page_limit);
  in.number("max_body_bytes", 1, static_cast<int64_t>(page_limit), out.max_body_bytes);
  if (const auto* retry = in.object("retry")) read_retry(*retry, status, out.retry);
  if (const auto* budget = in.object("budget")) read_budget(*budget, status, out.budget);
  in.finish();
  if (!status.ok()) return status;
  return out;
}

}  // namespace sluice::http
