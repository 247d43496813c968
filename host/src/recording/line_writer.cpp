#include "recording/line_writer.hpp"

#include <Poco/Base64Encoder.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <functional>
#include <sstream>
#include <string_view>

#include "record/utf8.hpp"

namespace sluice::recording {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put(Writer& out, std::string_view name, std::string_view text) {
  put(out, name);
  put(out, text);
}

void put(Writer& out, std::string_view name, int64_t number) {
  put(out, name);
  out.Int64(number);
}

std::string base64(std::string_view bytes) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  encoder.close();
  return out.str();
}

// Bytes that are not text as base64: {"base64": …} instead of {"text": …}.
void put_bytes(Writer& out, std::string_view bytes, uint64_t whole = 0) {
  out.StartObject();
  if (record::is_utf8(slice(bytes)))
    put(out, "text", bytes);
  else
    put(out, "base64", base64(bytes));
  if (whole) put(out, "cut_of", static_cast<int64_t>(whole));
  out.EndObject();
}

void put_headers(Writer& out, const http::Headers& headers) {
  put(out, "headers");
  out.StartArray();
  for (const auto& [name, value] : headers.fields()) {
    out.StartArray();
    put(out, name);
    put_bytes(out, value);
    out.EndArray();
  }
  out.EndArray();
}

void put_body(Writer& out, const Payload& body) {
  if (body.bytes.empty() && !body.whole) return;
  put(out, "body");
  put_bytes(out, body.bytes, body.whole);
}

std::string_view delivery_word(http::Delivery delivery) {
  switch (delivery) {
    case http::Delivery::kNeverSent:
      return "never_sent";
    case http::Delivery::kLost:
      return "lost";
    case http::Delivery::kUnreadable:
      return "unreadable";
    case http::Delivery::kFinal:
      return "final";
    case http::Delivery::kAnswered:
      break;
  }
  return "answered";
}

void put_request(Writer& out, const Exchange& exchange) {
  put(out, "request");
  out.StartObject();
  put(out, "method", exchange.method);
  put(out, "url", exchange.url);
  put_headers(out, exchange.headers);
  put_body(out, exchange.body);
  out.EndObject();
}

void put_outcome(Writer& out, const Exchange& exchange) {
  put(out, exchange.failure.ok() ? "response" : "failure");
  out.StartObject();
  if (exchange.failure.ok()) {
    put(out, "status", exchange.status);
    put_headers(out, exchange.response_headers);
    put_body(out, exchange.response);
  } else {
    put(out, "delivery", delivery_word(exchange.delivery));
    put(out, "code", exchange.failure.code());
    put(out, "message", exchange.failure.message());
    if (exchange.status) {
      put(out, "status", exchange.status);
      put_headers(out, exchange.response_headers);
    }
  }
  out.EndObject();
}

void put_start(Writer& out, const Start& start) {
  out.StartObject();
  put(out, "name", start.pipeline);
  put(out, "walk", static_cast<int64_t>(start.cursor.walk));
  put(out, "cursor", start.cursor.text);
  put(out, "fingerprint", start.cursor.fingerprint);
  put(out, "configured", start.cursor.configured);
  put(out, "request", start.cursor.request);
  if (!start.cursor.left_out_at.empty()) put(out, "left_out_at", start.cursor.left_out_at);
  put(out, "positions");
  out.StartArray();
  for (const store::Position& position : start.positions) {
    out.StartObject();
    put(out, "publisher", position.publisher);
    put(out, "identity", position.identity);
    put(out, "text", position.text);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

// {"kind": {…}} and the line's end.
std::string line(std::string_view kind, const std::function<void(Writer&)>& members) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  put(out, kind);
  out.StartObject();
  members(out);
  out.EndObject();
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

}  // namespace

std::string to_line(const Header& header) {
  return line("sluice_recording", [&](Writer& out) {
    put(out, "format", kFormat);
    put(out, "sluice", header.version);
    put(out, "started_us", header.started_us);
    put(out, "pipelines");
    out.StartArray();
    for (const Start& start : header.pipelines) put_start(out, start);
    out.EndArray();
  });
}

std::string to_line(const Exchange& exchange) {
  return line("exchange", [&](Writer& out) {
    put(out, "number", static_cast<int64_t>(exchange.number));
    put(out, "session", exchange.session);
    put(out, "pipeline", exchange.pipeline);
    put(out, "sent_ms", exchange.sent_ms);
    put(out, "done_ms", exchange.done_ms);
    put_request(out, exchange);
    put_outcome(out, exchange);
  });
}

std::string to_line(const StateValue& value) {
  return line("state", [&](Writer& out) {
    put(out, "pipeline", value.pipeline);
    put(out, "step", value.step);
    put(out, "key");
    put_bytes(out, value.key);
    put(out, "value");
    put_bytes(out, value.value);
  });
}

std::string to_line(const KeptCredential& credential) {
  return line("credential", [&](Writer& out) {
    put(out, "identity", credential.identity);
    put(out, "text", credential.text);
  });
}

std::string end_line(uint64_t exchanges) {
  return line("end", [&](Writer& out) { put(out, "exchanges", static_cast<int64_t>(exchanges)); });
}

}  // namespace sluice::recording
