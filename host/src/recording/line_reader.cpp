#include "recording/line_reader.hpp"

#include <Poco/Base64Decoder.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <iterator>
#include <sstream>
#include <stdexcept>

namespace sluice::recording {
namespace {

using rapidjson::Value;

// What is wrong with a line; caught in read_line.
struct Wrong : std::runtime_error {
  using runtime_error::runtime_error;
};

const Value& member(const Value& object, const char* name) {
  if (!object.IsObject()) throw Wrong(std::string("no object at \"") + name + "\" should be");
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) throw Wrong(std::string("\"") + name + "\" is missing");
  return found->value;
}

std::string text_of(const Value& value, const char* name) {
  if (!value.IsString()) throw Wrong(std::string("\"") + name + "\" is not text");
  return {value.GetString(), value.GetStringLength()};
}

std::string text(const Value& object, const char* name) {
  return text_of(member(object, name), name);
}

int64_t number(const Value& object, const char* name, int64_t most = INT64_MAX) {
  const Value& value = member(object, name);
  const bool good = value.IsInt64() && value.GetInt64() >= 0 && value.GetInt64() <= most;
  if (!good) throw Wrong(std::string("\"") + name + "\" is not the number it should be");
  return value.GetInt64();
}

const Value& list(const Value& object, const char* name) {
  const Value& value = member(object, name);
  if (!value.IsArray()) throw Wrong(std::string("\"") + name + "\" is not a list");
  return value;
}

std::string from_base64(const std::string& coded) {
  std::istringstream in(coded);
  Poco::Base64Decoder decoder(in);
  std::string out{std::istreambuf_iterator<char>(decoder), std::istreambuf_iterator<char>()};
  if (decoder.bad()) throw Wrong("\"base64\" is not base64");
  return out;
}

// A person who edits a recording may write plain text instead of {"text": …}.
std::string bytes(const Value& value) {
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  if (value.IsObject() && value.HasMember("text")) return text(value, "text");
  return from_base64(text(value, "base64"));
}

Payload payload(const Value& object) {
  Payload out;
  const auto found = object.FindMember("body");
  if (found == object.MemberEnd()) return out;
  out.bytes = bytes(found->value);
  if (found->value.IsObject() && found->value.HasMember("cut_of"))
    out.whole = static_cast<uint64_t>(number(found->value, "cut_of"));
  return out;
}

http::Headers headers(const Value& object) {
  http::Headers out;
  for (const Value& field : list(object, "headers").GetArray()) {
    if (!field.IsArray() || field.Size() != 2) throw Wrong("a header is not a pair");
    const std::string name = text_of(field[0], "a header's name");
    const std::string value = bytes(field[1]);
    if (!http::is_token(name) || !http::is_field_value(value))
      throw Wrong("the header \"" + name + "\" holds characters that no header may");
    out.add(name, value);
  }
  return out;
}

http::Delivery delivery(const std::string& word) {
  if (word == "never_sent") return http::Delivery::kNeverSent;
  if (word == "lost") return http::Delivery::kLost;
  if (word == "unreadable") return http::Delivery::kUnreadable;
  if (word == "final") return http::Delivery::kFinal;
  throw Wrong("\"delivery\" is none of never_sent, lost, unreadable, final");
}

Start start(const Value& from) {
  Start out;
  out.pipeline = text(from, "name");
  out.cursor.walk = static_cast<store::Walk>(number(from, "walk", std::size(store::kWalks) - 1));
  out.cursor.text = text(from, "cursor");
  out.cursor.fingerprint = text(from, "fingerprint");
  out.cursor.configured = text(from, "configured");
  out.cursor.request = text(from, "request");
  for (const Value& position : list(from, "positions").GetArray())
    out.positions.push_back(
        {text(position, "publisher"), text(position, "identity"), text(position, "text")});
  return out;
}

Header header(const Value& from) {
  if (number(from, "format") != kFormat)
    throw Wrong("its format is " + std::to_string(number(from, "format")) + "; this sluice reads " +
                std::to_string(kFormat));
  Header out;
  out.version = text(from, "sluice");
  out.started_us = number(from, "started_us");
  for (const Value& one : list(from, "pipelines").GetArray()) out.pipelines.push_back(start(one));
  return out;
}

void read_outcome(const Value& from, Exchange& out) {
  const auto response = from.FindMember("response");
  if (response != from.MemberEnd()) {
    out.status = static_cast<int>(number(response->value, "status", 999));
    out.response_headers = headers(response->value);
    out.response = payload(response->value);
    return;
  }
  const Value& failure = member(from, "failure");
  out.delivery = delivery(text(failure, "delivery"));
  const int64_t code = number(failure, "code", SLUICE_E_NO_MEMORY);
  if (code <= SLUICE_END) throw Wrong("\"code\" is none of a failure");
  out.failure = Status(static_cast<sluice_status>(code), text(failure, "message"));
  if (!failure.HasMember("status")) return;
  out.status = static_cast<int>(number(failure, "status", 999));
  out.response_headers = headers(failure);
  out.failure.with_remote_code(out.status);
}

Exchange exchange(const Value& from) {
  Exchange out;
  out.number = static_cast<uint64_t>(number(from, "number"));
  out.session = text(from, "session");
  out.pipeline = text(from, "pipeline");
  out.sent_ms = number(from, "sent_ms");
  out.done_ms = number(from, "done_ms");
  const Value& request = member(from, "request");
  out.method = text(request, "method");
  out.url = text(request, "url");
  out.headers = headers(request);
  out.body = payload(request);
  read_outcome(from, out);
  return out;
}

Line known_line(const std::string& kind, const Value& value) {
  if (kind == "sluice_recording") return header(value);
  if (kind == "exchange") return exchange(value);
  if (kind == "state")
    return StateValue{text(value, "pipeline"), text(value, "step"), bytes(member(value, "key")),
                      bytes(member(value, "value"))};
  if (kind == "credential") return KeptCredential{text(value, "identity"), text(value, "text")};
  if (kind == "end") return End{static_cast<uint64_t>(number(value, "exchanges"))};
  throw Wrong("\"" + kind + "\" is nothing a recording holds");
}

}  // namespace

Result<Line> read_line(std::string_view line) {
  rapidjson::Document document;
  // Iterative: nesting must not end in a stack overflow.
  document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
      line.data(), line.size());
  if (document.HasParseError())
    return Status::data("no JSON at byte " + std::to_string(document.GetErrorOffset() + 1) + ": " +
                        rapidjson::GetParseError_En(document.GetParseError()));
  try {
    if (!document.IsObject() || document.MemberCount() != 1)
      throw Wrong("it must be an object of one member");
    return known_line(document.MemberBegin()->name.GetString(), document.MemberBegin()->value);
  } catch (const Wrong& wrong) {
    return Status::data(wrong.what());
  }
}

}  // namespace sluice::recording
