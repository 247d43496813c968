#include "listener/socket_stream.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <sys/socket.h>

#include <utility>

namespace sluice::listener {
namespace {

namespace asio = boost::asio;

using Timer =
    asio::basic_waitable_timer<ByteStream::Clock, asio::wait_traits<ByteStream::Clock>, Executor>;

class PlainStream : public ByteStream {
 public:
  explicit PlainStream(Socket socket)
      : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  void open(Done done) override { later(std::move(done)); }
  void read_some(char* into, size_t size, Done done) override {
    socket_.async_read_some(asio::buffer(into, size), std::move(done));
  }
  void write(std::string_view from, Done done) override {
    asio::async_write(socket_, asio::buffer(from.data(), from.size()), std::move(done));
  }
  void finish(Done done) override {
    end_sending();
    later(std::move(done));
  }
  void read_raw(char* into, size_t size, Done done) override {
    PlainStream::read_some(into, size, std::move(done));
  }
  void expire_at(Clock::time_point time, std::function<void()> keep) override {
    timer_.expires_at(time);
    timer_.async_wait([this, time, keep = std::move(keep)](Error) {
      if (timer_.expiry() <= time && Clock::now() >= time) PlainStream::close();
    });
  }
  void close() override {
    Error ignored;
    timer_.cancel(ignored);
    socket_.close(ignored);
  }

 protected:
  Socket& socket() { return socket_; }
  void end_sending() {
    Error ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
  }

 private:
  void later(Done done) {
    asio::post(socket_.get_executor(), [done = std::move(done)] { done({}, 0); });
  }

  Socket socket_;
  Timer timer_;
};

class TlsStream final : public PlainStream {
 public:
  TlsStream(Socket raw, asio::ssl::context& tls)
      : PlainStream(std::move(raw)), tls_(socket(), tls) {}

  void open(Done done) override {
    tls_.async_handshake(asio::ssl::stream_base::server,
                         [done = std::move(done)](Error error) { done(error, 0); });
  }
  void read_some(char* into, size_t size, Done done) override {
    tls_.async_read_some(asio::buffer(into, size), std::move(done));
  }
  void write(std::string_view from, Done done) override {
    asio::async_write(tls_, asio::buffer(from.data(), from.size()), std::move(done));
  }
  // A peer that does not say goodbye in turn is not waited for beyond the deadline.
  void finish(Done done) override {
    tls_.async_shutdown([this, done = std::move(done)](Error) {
      end_sending();
      done({}, 0);
    });
  }

 private:
  asio::ssl::stream<Socket&> tls_;
};

}  // namespace

std::unique_ptr<ByteStream> stream_of(Socket socket, asio::ssl::context* tls) {
  if (tls) return std::make_unique<TlsStream>(std::move(socket), *tls);
  return std::make_unique<PlainStream>(std::move(socket));
}

}  // namespace sluice::listener
