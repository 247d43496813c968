// A Connection over Boost.Beast; Stream is beast::tcp_stream or beast::ssl_stream of it.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <type_traits>
#include <utility>

#include "listener/connection.hpp"

namespace sluice::listener {

namespace beast = boost::beast;
namespace http = boost::beast::http;

class BeastRequest final : public Request {
 public:
  explicit BeastRequest(const http::request<http::string_body>& request) : request_(request) {}
  std::string_view method() const override { return text(request_.method_string()); }
  std::string_view target() const override { return text(request_.target()); }
  std::string_view header(std::string_view name) const override {
    const auto found = request_.find(beast::string_view(name.data(), name.size()));
    return found == request_.end() ? std::string_view() : text(found->value());
  }

 private:
  static std::string_view text(beast::string_view from) { return {from.data(), from.size()}; }
  const http::request<http::string_body>& request_;
};

template <class Stream>
class BeastConnection final : public Connection {
 public:
  // `stream_arguments` make the stream: a socket, and for TLS a context.
  template <class... Arguments>
  explicit BeastConnection(Owner& owner, Arguments&&... stream_arguments)
      : owner_(owner),
        began_(Clock::now()),
        stream_(std::forward<Arguments>(stream_arguments)...) {}

  void start() override {
    lowest().expires_at(began_ + milliseconds(owner_.limits().head_ms));
    if constexpr (kTls) {
      stream_.async_handshake(boost::asio::ssl::stream_base::server,
                              [this](Error error) { error ? drop() : read_head(); });
    } else {
      read_head();
    }
  }

  void end() override { lowest().cancel(); }

  void make_response() override try {
    const BeastRequest head(parser_->get());
    made_ = owner_.handler().respond(head, std::move(parser_->get().body()));
  } catch (const std::exception&) {
    made_ = {.status = 500};
  }

  void send_response() override { respond(std::move(made_)); }

 private:
  using Clock = std::chrono::steady_clock;
  using Error = boost::system::error_code;
  using milliseconds = std::chrono::milliseconds;
  static constexpr bool kTls = !std::is_same_v<Stream, beast::tcp_stream>;
  static constexpr uint32_t kHeadBytes = 16 * 1024;
  static constexpr size_t kDrainedBytes = 1 << 20;  // of data that is not needed any more
  static constexpr int kDrainMs = 1000;

  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }
  void drop() { owner_.drop(*this); }

  void read_head() {
    parser_.emplace();
    parser_->header_limit(kHeadBytes);
    parser_->body_limit(owner_.limits().body_bytes);
    http::async_read_header(stream_, buffer_, *parser_,
                            [this](Error error, size_t) { error ? refuse(error) : admit(); });
  }

  // An invalid request gets a response; a client that left, or is late, does not.
  void refuse(Error error) {
    if (error == http::error::body_limit) return respond({.status = 413});
    if (error == http::error::header_limit) return respond({.status = 431});
    const bool readable = error.category() == Error(http::error::bad_line_ending).category();
    if (readable && error != http::error::end_of_stream) return respond({.status = 400});
    drop();
  }

  void admit() {
    const BeastRequest head(parser_->get());
    if (const int refused = owner_.handler().admit(head)) {
      Response response{.status = refused};
      if (refused == 405) response.headers.push_back({"Allow", "POST"});
      return respond(std::move(response));
    }
    const bool sized = parser_->content_length().has_value() || parser_->chunked();
    if (!sized && head.method() == "POST") return respond({.status = 411});
    lowest().expires_at(began_ + milliseconds(owner_.limits().patience_ms));
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) return invite();
    read_body();
  }

  // RFC 9110 10.1.1.
  void invite() {
    response_ = {http::status::continue_, 11};
    http::async_write(stream_, response_,
                      [this](Error error, size_t) { error ? drop() : read_body(); });
  }

  void read_body() {
    http::async_read(stream_, buffer_, *parser_,
                     [this](Error error, size_t) { error ? refuse(error) : complete(); });
  }

  void complete() {
    owner_.completed(*this);
    if (!owner_.respond(*this)) respond({.status = 503});  // a sender repeats it
  }

  void respond(Response response) {
    const int status = response.status;
    response_ = {http::int_to_status(static_cast<unsigned>(status)), 11};
    response_.set(http::field::content_type, response.content_type);
    for (const auto& [name, value] : response.headers) response_.set(name, value);
    response_.keep_alive(false);
    response_.body() = std::move(response.body);
    response_.prepare_payload();
    lowest().expires_after(milliseconds(owner_.limits().patience_ms));
    http::async_write(stream_, response_, [this, status](Error error, size_t) {
      if (error) return drop();
      owner_.handler().answered(status);
      say_goodbye();
    });
  }

  // Closing with unread data would make the kernel reset the connection, and the other side
  // might lose the response (RFC 9112 9.6).
  void say_goodbye() {
    lowest().expires_after(milliseconds(kDrainMs));
    if constexpr (kTls) {
      stream_.async_shutdown([this](Error) { drain(); });
    } else {
      drain();
    }
  }

  void drain() {
    Error ignored;
    lowest().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    drain_some();
  }

  void drain_some() {
    lowest().async_read_some(boost::asio::buffer(scrap_), [this](Error error, size_t size) {
      drained_ += size;
      if (error || drained_ > kDrainedBytes) return drop();
      drain_some();
    });
  }

  Owner& owner_;
  const Clock::time_point began_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
  Response made_;  // by the handler
  std::array<char, 4096> scrap_;
  size_t drained_ = 0;
};

}  // namespace sluice::listener
