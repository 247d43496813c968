#include "sluice/rest/error_map.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

namespace sluice::rest {
namespace {

constexpr size_t kLongestText = 200;
constexpr size_t kLargestBody = size_t{256} * 1024;  // of a body that is parsed for its message
constexpr ptrdiff_t kMostBrackets = 1000;

using Json = rapidjson::Value;

std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (text.size() <= kLongestText) return text;
  size_t cut = kLongestText;
  while (cut && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) cut--;
  return text.substr(0, cut) + "...";
}

std::string compact(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

void add(std::string& out, std::string_view more) {
  if (more.empty() || out.find(more) != out.npos) return;
  out.append(out.empty() ? "" : ": ").append(more);
}

// The text of one member: its text, the message within an object, or its JSON.
std::string said(const Json& value) {
  if (value.IsNull()) return {};
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  if (value.IsObject()) {
    auto message = value.FindMember("message");
    if (message != value.MemberEnd() && message->value.IsString()) return said(message->value);
  }
  if (value.IsArray() && value.Size() == 1) return said(value[0]);
  return compact(value);
}

std::string json_text(const Json& body) {
  if (!body.IsObject()) return body.IsString() ? said(body) : std::string();
  constexpr std::array kMembers = {"error", "message", "error_description", "details", "errors"};
  std::string out;
  bool known = body.ObjectEmpty();
  for (const char* name : kMembers) {
    const auto at = body.FindMember(name);
    if (at == body.MemberEnd()) continue;
    known = true;
    add(out, said(at->value));
  }
  // Some list the request's invalid members by name.
  return known ? out : compact(body);
}

std::string html_text(std::string_view body) {
  std::string lower(body.substr(0, 4096));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
  size_t open = lower.find("<title>"), close = lower.find("</title>");
  if (open == lower.npos || close == lower.npos || close < open) return "an HTML page";
  return "an HTML page, \"" + std::string(body.substr(open + 7, close - open - 7)) + "\"";
}

sluice_status code_of(int32_t status) {
  if (status == 401 || status == 403 || status == 407) return SLUICE_E_AUTH;
  if (status == 408) return SLUICE_E_TIMEOUT;
  if (status == 429) return SLUICE_E_RATE_LIMITED;
  if (status >= 500) return SLUICE_E_UNAVAILABLE;
  return status < 400 ? SLUICE_E_INVALID : SLUICE_E_DATA;
}

std::string_view what_now(int32_t status) {
  if (status == 401) return ": check the token";
  if (status == 403) return ": the token lacks a scope or its user a permission";
  if (status == 407) return ": check the proxy's credentials";
  if (status == 400 || status == 406 || status == 422)
    return ": sent again unchanged it is refused again";
  if (status == 404) return ": nothing is there by this id or path";
  if (status == 409) return ": it exists already, or was changed by someone else meanwhile";
  if (status == 429) return ": may be sent again when the limit allows";
  if (status == 408 || status >= 500) return ": may pass by itself";
  return status < 400 ? ": check base_uri" : std::string_view();
}

// Writing a document back recurses. Brackets within strings also count: for an error body, a
// bound that is sometimes too strict is good enough.
bool is_too_deep(std::string_view body) {
  return std::count_if(body.begin(), body.end(), [](char c) { return c == '[' || c == '{'; }) >
         kMostBrackets;
}

std::string_view usual_text(int32_t status) {
  switch (status) {
    case 400:
      return "bad request";
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not found";
    case 409:
      return "conflict";
    case 422:
      return "refused as invalid";
    case 429:
      return "too many requests";
    default:
      break;
  }
  if (status >= 500) return "server error";
  return status < 400 ? "neither a response nor an error" : "refused";
}

}  // namespace

std::string error_text(std::string_view body) {
  size_t start = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == body.npos || body.size() > kLargestBody) return {};
  if (body[start] == '<') return one_line(html_text(body.substr(start)));
  rapidjson::Document document;
  if (!is_too_deep(body)) document.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
  if (document.HasParseError() || document.IsNull())
    return one_line(std::string(body.substr(start, kLongestText + 4)));
  return one_line(json_text(document));
}

Status map_response(int32_t status, std::string_view body, std::string_view who) {
  if (status >= 200 && status < 300) return {};
  std::string text = error_text(body);
  std::string message = "client `" + std::string(who) + "`: " + std::to_string(status) + " ";
  message.append(text.empty() ? usual_text(status) : std::string_view(text));
  Status out(code_of(status), message.append(what_now(status)));
  return out.with_remote_code(status);
}

}  // namespace sluice::rest
