#include "recording/recording.hpp"

#include <Poco/SHA1Engine.h>

#include "base/hex.hpp"
#include "recording/line_reader.hpp"
#include "recording/scrubber.hpp"

namespace sluice::recording {
namespace {

bool is_hex(char c) { return base::kLowerHex.find(c) != base::kLowerHex.npos; }

bool is_uuid(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (text.size() < kShape.size()) return false;
  for (size_t i = 0; i < kShape.size(); i++)
    if (kShape[i] == 'x' ? !is_hex(text[i]) : text[i] != '-') return false;
  return true;
}

std::string without_uuids(std::string_view text) {
  constexpr size_t kUuid = 36;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const bool uuid = is_uuid(text.substr(at));
    out += uuid ? '*' : text[at];
    at += uuid ? kUuid : 1;
  }
  return out;
}

Recording::Entry entry_of(const Exchange& exchange) {
  Recording::Entry out;
  out.number = exchange.number;
  out.session = exchange.session;
  out.pipeline = exchange.pipeline;
  out.method = exchange.method;
  out.url = without_numbers(exchange.url);
  out.body = body_digest(exchange.body.bytes);
  out.body_no_uuids = body_digest_no_uuids(exchange.body.bytes);
  out.authorization = exchange.headers.find("Authorization").value_or("");
  out.status = exchange.status;
  out.done_ms = exchange.done_ms;
  return out;
}

Status cut(const Exchange& exchange, uint64_t whole) {
  return Status::data("the body of " + exchange.method + " " + exchange.url + ", " +
                      std::to_string(whole) +
                      " bytes, was cut when it was recorded; record again with a larger "
                      "host.limits.recorded_body");
}

}  // namespace

std::string body_digest(std::string_view body) {
  Poco::SHA1Engine engine;
  engine.update(without_numbers(body));
  return Poco::DigestEngine::digestToHex(engine.digest());
}

std::string body_digest_no_uuids(std::string_view body) { return body_digest(without_uuids(body)); }

Result<Recording> Recording::open(const std::filesystem::path& file) {
  Recording out;
  out.file_ = file;
  if (Status s = out.read_all(); !s) return Status(SLUICE_E_INVALID, s.in(file.string()).message());
  return out;
}

Status Recording::read_all() {
  std::ifstream in(file_, std::ios::binary);
  std::error_code error;
  if (!in || std::filesystem::is_directory(file_, error))
    return {SLUICE_E_INVALID, "cannot be read; name a file that `sluice run --record` wrote"};
  std::string line;
  uint64_t number = 0;
  for (std::streamoff at = 0; std::getline(in, line);
       at += static_cast<std::streamoff>(line.size()) + 1) {
    // A line without its end was being written when the run was killed.
    if (in.eof()) break;
    number++;
    if (Status s = add(line, at, number); !s) return s.in("line " + std::to_string(number));
  }
  return number ? Status()
                : Status(SLUICE_E_INVALID, "holds no recording: not even its first line");
}

Status Recording::add(std::string_view text, std::streamoff at, uint64_t number) {
  Result<Line> line = read_line(text);
  if (!line) return line.status();
  if (std::holds_alternative<Header>(*line) != (number == 1))
    return Status::data(number == 1 ? "this is not a recording of sluice" : "a second header");
  if (auto* header = std::get_if<Header>(&*line)) header_ = std::move(*header);
  if (auto* value = std::get_if<StateValue>(&*line)) state_.push_back(std::move(*value));
  if (auto* kept = std::get_if<KeptCredential>(&*line)) credentials_.push_back(std::move(*kept));
  if (std::holds_alternative<End>(*line)) whole_ = true;
  const auto* exchange = std::get_if<Exchange>(&*line);
  if (!exchange) return {};
  for (const Payload* body : {&exchange->body, &exchange->response})
    if (body->whole) return cut(*exchange, body->whole);
  Entry entry = entry_of(*exchange);
  entry.line = number;
  entry.at = at;
  entry.size = text.size();
  entries_.push_back(std::move(entry));
  return {};
}

Result<Exchange> Recording::exchange(const Entry& entry) const {
  std::ifstream in(file_, std::ios::binary);
  std::string text(entry.size, '\0');
  in.seekg(entry.at);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  Result<Line> line = in ? read_line(text) : Status::data("can no longer be read");
  const auto* exchange = line ? std::get_if<Exchange>(&*line) : nullptr;
  if (exchange) return *exchange;
  return Status(SLUICE_E_INTERNAL, file_.string() + " line " + std::to_string(entry.line) +
                                       " changed while it was replayed");
}

}  // namespace sluice::recording
