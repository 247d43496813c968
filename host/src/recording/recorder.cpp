#include "recording/recorder.hpp"

#include "recording/line_writer.hpp"

namespace sluice::recording {

Status Recorder::open(Header header) {
  auto file = platform::PrivateFile::create(options_.file, options_.replace);
  if (!file) return file.status();
  started_ms_ = clock_.steady_ms();
  for (Start& start : header.pipelines) {
    start.cursor.text = scrubber_.text(start.cursor.text);
    start.cursor.request = scrubber_.body({}, start.cursor.request);
    for (store::Position& position : start.positions) position.text = scrubber_.text(position.text);
  }
  file_.emplace(std::move(*file));
  return file_->append(to_line(header));
}

Payload Recorder::payload(std::string bytes) const {
  Payload out{std::move(bytes), 0};
  if (out.bytes.size() <= options_.body_limit) return out;
  out.whole = out.bytes.size();
  out.bytes.resize(options_.body_limit);
  return out;
}

void Recorder::exchange(Exchange exchange, const http::Request& request,
                        const http::Outcome& outcome) {
  const http::Response& response = outcome.response;
  exchange.method = request.method;
  exchange.url = scrubber_.url(request.url);
  exchange.headers = scrubber_.headers(request.headers);
  exchange.body = payload(scrubber_.body(request.headers, request.body));
  exchange.delivery = outcome.delivery;
  exchange.failure = outcome.status;
  if (!outcome.status.ok())
    exchange.failure = Status(outcome.status.code(), scrubber_.text(outcome.status.message()));
  exchange.status = response.status;
  exchange.response_headers = scrubber_.headers(response.headers);
  exchange.response =
      payload(scrubber_.body(response.headers, {response.body.data(), response.body.size()}));
  const std::string line = to_line(exchange);
  std::lock_guard lock(mutex_);
  written_++;
  write(line);
}

void Recorder::state(const StateValue& value) {
  const std::string line = to_line(value);
  std::lock_guard lock(mutex_);
  write(line);
}

void Recorder::credential(const std::string& identity, const std::string& text) {
  std::lock_guard lock(mutex_);
  if (!credentials_.insert(identity).second) return;
  write(to_line(KeptCredential{identity, scrubber_.credential(text, clock_.wall_s())}));
}

void Recorder::end() {
  std::lock_guard lock(mutex_);
  write(end_line(written_));
}

Status Recorder::status() {
  std::lock_guard lock(mutex_);
  return status_;
}

void Recorder::write(const std::string& line) {
  if (file_ && status_.ok()) status_ = file_->append(line);
}

}  // namespace sluice::recording
