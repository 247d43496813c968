#include "listener/http_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>

#include <utility>

namespace sluice::listener {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr uint32_t kHeadBytes = 16 * 1024;
constexpr size_t kDrainedBytes = 1 << 20;  // of data that is not needed any more
constexpr int kDrainMs = 1000;
constexpr int kForeverMs = 24 * 3600 * 1000;

class ParsedRequest final : public Request {
 public:
  ParsedRequest(const http::request<http::string_body>& request, std::string_view from)
      : request_(request), from_(from) {}
  std::string_view method() const override { return text(request_.method_string()); }
  std::string_view target() const override { return text(request_.target()); }
  std::string_view header(std::string_view name) const override {
    const auto found = request_.find(beast::string_view(name.data(), name.size()));
    return found == request_.end() ? std::string_view() : text(found->value());
  }
  std::string list(std::string_view name) const override {
    std::string out;
    const auto [first, end] = request_.equal_range(beast::string_view(name.data(), name.size()));
    for (auto one = first; one != end; ++one)
      out.append(out.empty() ? "" : ",").append(text(one->value()));
    return out;
  }
  std::string_view from() const override { return from_; }

 private:
  static std::string_view text(beast::string_view from) { return {from.data(), from.size()}; }
  const http::request<http::string_body>& request_;
  const std::string_view from_;
};

void add_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

std::string head_of(const Response& response) {
  const auto reason =
      http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(reason.data(), reason.size()).append("\r\n");
  if (!response.content_type.empty()) add_header(head, "Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) add_header(head, name, value);
  // The end of a stream is the end of the connection (RFC 9112 6.3).
  if (!response.stream && !response.content_type.empty())
    add_header(head, "Content-Length", std::to_string(response.body.size()));
  add_header(head, "Connection", "close");
  return head + "\r\n";
}

}  // namespace

HttpConnection::HttpConnection(Owner& owner, std::unique_ptr<ByteStream> bytes, std::string from)
    : owner_(owner), began_(Clock::now()), from_(std::move(from)), bytes_(std::move(bytes)) {
  parser_.header_limit(kHeadBytes);
  parser_.body_limit(owner_.limits().body_bytes);
}

HttpConnection::~HttpConnection() { detach(); }

void HttpConnection::detach() {
  if (made_.stream) made_.stream->close();
}

// The next step, which keeps this object; after a failure there is none.
ByteStream::Done HttpConnection::then(Step step) {
  return [self = shared_from_this(), step](Error error, size_t size) {
    if (error || self->dropped_) return self->drop();
    self->size_ = size;
    (*self.*step)();
  };
}

void HttpConnection::expire_after(int ms) {
  bytes_->expire_at(Clock::now() + std::chrono::milliseconds(ms), [self = shared_from_this()] {});
}

void HttpConnection::drop() {
  if (std::exchange(dropped_, true)) return;
  detach();
  bytes_->close();
  owner_.drop(*this);
}

void HttpConnection::start() {
  bytes_->expire_at(began_ + std::chrono::milliseconds(owner_.limits().head_ms),
                    [self = shared_from_this()] {});
  bytes_->open(then(&HttpConnection::read_head));
}

void HttpConnection::read_more(Step then_step) {
  bytes_->read_some(received_.data(), received_.size(), then(then_step));
}

// False: it was refused.
bool HttpConnection::parse() {
  in_.append(received_.data(), size_);
  size_ = 0;
  if (in_.empty()) return true;
  Error error;
  const size_t used = parser_.put(boost::asio::buffer(in_.data(), in_.size()), error);
  in_.erase(0, used);
  if (!error || error == http::error::need_more) return true;
  refuse(error);
  return false;
}

void HttpConnection::read_head() {
  if (!parse()) return;
  if (!parser_.is_header_done()) return read_more(&HttpConnection::read_head);
  admit();
}

void HttpConnection::refuse(Error error) {
  int status = 400;
  if (error == http::error::body_limit) status = 413;
  if (error == http::error::header_limit) status = 431;
  respond(owner_.handler().refusal(status));
}

void HttpConnection::admit() {
  if (auto refused = owner_.handler().admit(ParsedRequest(parser_.get(), from_)))
    return respond(*std::move(refused));
  bytes_->expire_at(began_ + std::chrono::milliseconds(owner_.limits().patience_ms),
                    [self = shared_from_this()] {});
  parser_.eager(true);
  const auto& expected = parser_.get()[http::field::expect];
  return beast::iequals(expected, "100-continue") ? invite() : read_body();
}

// RFC 9110 10.1.1.
void HttpConnection::invite() {
  out_ = "HTTP/1.1 100 Continue\r\n\r\n";
  bytes_->write(out_, [self = shared_from_this()](Error error, size_t) {
    error ? self->drop() : self->read_body();
  });
}

void HttpConnection::read_body() {
  if (!parser_.is_done() && !parse()) return;
  if (!parser_.is_done()) return read_more(&HttpConnection::read_body);
  complete();
}

// How long the response takes to make is its handler's affair.
void HttpConnection::complete() {
  owner_.completed(*this);
  expire_after(kForeverMs);
  // The sender repeats it.
  if (!owner_.respond(*this)) respond(owner_.handler().refusal(503));
}

void HttpConnection::make_response() try {
  made_ = owner_.handler().respond(ParsedRequest(parser_.get(), from_),
                                   std::move(parser_.get().body()));
} catch (const std::exception&) {
  made_ = owner_.handler().refusal(500);
}

void HttpConnection::respond(Response response) {
  made_ = std::move(response);
  status_ = made_.status;
  out_ = head_of(made_);
  if (parser_.get().method() == http::verb::head) {
    detach();
    made_.stream.reset();
  } else {
    out_ += made_.body;
  }
  expire_after(owner_.limits().patience_ms);
  bytes_->write(out_, then(&HttpConnection::sent_head));
}

void HttpConnection::sent_head() {
  owner_.handler().answered(status_);
  made_.stream ? start_stream() : say_goodbye();
}

void HttpConnection::start_stream() {
  if (owner_.closing()) return drop();
  streams_ = true;
  made_.stream->attach([this, weak = weak_from_this()] {
    owner_.post([weak] {
      if (const auto self = weak.lock()) self->send_queued();
    });
  });
  watch_reader();
  send_queued();
}

// A reader that was too slow is dropped, in the middle of a write, too.
void HttpConnection::send_queued() {
  if (dropped_) return;
  if (made_.stream->closed()) return drop();
  if (sending_) return;
  const bool last = made_.stream->ended();
  out_ = made_.stream->take();
  if (out_.empty()) return last ? say_goodbye() : expire_after(kForeverMs);
  sending_ = true;
  expire_after(owner_.limits().patience_ms);
  bytes_->write(out_, then(&HttpConnection::sent_queued));
}

void HttpConnection::sent_queued() {
  sending_ = false;
  send_queued();
}

// Nothing is expected; its end is that of the connection.
void HttpConnection::watch_reader() { read_more(&HttpConnection::watch_reader); }

void HttpConnection::say_goodbye() {
  if (made_.stream) return drop();
  expire_after(kDrainMs);
  bytes_->finish(then(&HttpConnection::drain));
}

// Closing with unread data would make the kernel reset the connection, and the other side
// might lose the response (RFC 9112 9.6).
void HttpConnection::drain() {
  bytes_->read_raw(received_.data(), received_.size(), then(&HttpConnection::drained));
}

void HttpConnection::drained() {
  drained_ += size_;
  drained_ > kDrainedBytes ? drop() : drain();
}

}  // namespace sluice::listener
