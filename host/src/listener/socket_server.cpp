// The Server, made of Boost.Asio. Built into a library of its own, which server_library.cpp loads.
// One thread reads all connections; only complete requests get a worker.
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/system/system_error.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "listener/http_connection.hpp"
#include "listener/listening_socket.hpp"
#include "listener/server_library.hpp"
#include "listener/socket_stream.hpp"
#include "listener/waiting_connections.hpp"

namespace sluice::listener {
namespace {

namespace asio = boost::asio;
using Error = boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kAcceptAgain{100};  // when no descriptor is left

asio::ssl::context make_tls(const Endpoint& endpoint) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  context.use_certificate_chain_file(endpoint.certificate);
  context.use_private_key_file(endpoint.key, asio::ssl::context::pem);
  return context;
}

class SocketServer final : public Server, public HttpConnection::Owner {
 public:
  // Takes over `socket`, which listens.
  SocketServer(int socket, const ServerLimits& limits, Handler& handler,
               std::optional<asio::ssl::context> tls)
      : limits_(limits),
        handler_(handler),
        port_(port_of(socket)),
        tls_(std::move(tls)),
        waiting_(limits.waiting, limits.waiting_of_one),
        acceptor_(io_, Protocol(family_of(socket), 0), socket),
        next_(io_),
        again_(io_),
        workers_(static_cast<size_t>(limits.connections)) {
    accept();
    thread_ = std::thread([this] { work(); });
  }

  // A request that was handled has its response: else its sender would take it for lost.
  ~SocketServer() override {
    try {
      asio::post(io_, [this] { close(); });
    } catch (const std::exception&) {
      io_.stop();
    }
    thread_.join();
    workers_.join();
    // Who makes a stream's events may be at it on another thread.
    for (auto& [key, held] : connections_) held.connection->detach();
  }

  uint16_t port() const override { return port_; }

  Handler& handler() override { return handler_; }
  const ServerLimits& limits() const override { return limits_; }

  void completed(HttpConnection& connection) override {
    stop_waiting(connections_.at(&connection));
  }

  bool respond(HttpConnection& connection) override {
    if (working_ >= limits_.connections + limits_.queued) return false;
    working_++;
    asio::post(workers_, [this, held = connection.shared_from_this()]() mutable {
      held->make_response();
      asio::post(io_, [this, held = std::move(held)] {
        working_--;
        held->send_response();
      });
    });
    return true;
  }

  void post(std::function<void()> step) override { asio::post(io_, std::move(step)); }

  void drop(HttpConnection& connection) override {
    const auto at = connections_.find(&connection);
    stop_waiting(at->second);
    connections_.erase(at);
    if (closing_) stop_if_idle();
  }

  bool closing() const override { return closing_; }

 private:
  using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

  struct Held {
    std::shared_ptr<HttpConnection> connection;
    std::optional<WaitingConnections::Place> waits;
  };

  // One connection's failure (usually no memory) ends none of the others.
  void work() {
    while (!io_.stopped()) try {
        io_.run();
      } catch (const std::exception&) {
      }
  }

  void accept() {
    acceptor_.async_accept(next_, [this](Error error) {
      if (closing_) return;
      if (!error) take(std::move(next_));  // which is then as if just made
      if (!error || error == asio::error::connection_aborted) return accept();
      again_.expires_after(kAcceptAgain);
      again_.async_wait([this](Error) {
        if (!closing_) accept();
      });
    });
  }

  // Ends what is owed no response, and stops once the others have theirs.
  void close() try {
    closing_ = true;
    Error ignored;
    acceptor_.close(ignored);
    again_.expires_after(std::chrono::milliseconds(limits_.closing_ms));
    again_.async_wait([this](Error) { io_.stop(); });
    std::vector<std::shared_ptr<HttpConnection>> idle;
    for (const auto& [key, held] : connections_)
      if (held.waits || held.connection->streams()) idle.push_back(held.connection);
    for (const auto& connection : idle) connection->end();
    stop_if_idle();
  } catch (const std::exception&) {
    io_.stop();
  }

  void stop_if_idle() {
    if (connections_.empty()) io_.stop();
  }

  void take(Socket socket) {
    const std::string from = peer_of(socket.native_handle());
    if (port_ && from.empty()) return;  // it has left already
    const auto connection =
        std::make_shared<HttpConnection>(*this, stream_of(std::move(socket), tls()), from);
    Held& held = connections_[connection.get()];
    held.connection = connection;
    held.waits = waiting_.add(from, [key = connection.get()] { key->end(); });
    connection->start();
  }

  asio::ssl::context* tls() { return tls_ ? &*tls_ : nullptr; }

  void stop_waiting(Held& held) {
    if (held.waits) waiting_.remove(*held.waits);
    held.waits.reset();
  }

  const ServerLimits limits_;
  Handler& handler_;
  const uint16_t port_;
  std::optional<asio::ssl::context> tls_;
  WaitingConnections waiting_;
  asio::io_context io_{1};
  std::map<HttpConnection*, Held> connections_;
  Acceptor acceptor_;
  Socket next_;
  Timer again_;
  int working_ = 0;  // complete requests that have no response yet
  bool closing_ = false;
  asio::thread_pool workers_;
  std::thread thread_;
};

Status check_file(const std::string& file, const char* what) {
  std::error_code error;
  if (std::filesystem::is_regular_file(file, error)) return {};
  return {SLUICE_E_INVALID, std::string(what) + " " + file + " is not a readable file"};
}

Result<std::optional<asio::ssl::context>> tls_of(const Endpoint& endpoint) {
  if (endpoint.certificate.empty() && endpoint.key.empty())
    return std::optional<asio::ssl::context>();
  if (Status s = check_file(endpoint.certificate, "the certificate"); !s) return s;
  if (Status s = check_file(endpoint.key, "the key"); !s) return s;
  try {
    return std::optional<asio::ssl::context>(make_tls(endpoint));
  } catch (const boost::system::system_error& e) {
    return Status(SLUICE_E_INVALID, "certificate " + endpoint.certificate + " and key " +
                                        endpoint.key + " cannot be used: " + e.what());
  }
}

Result<std::unique_ptr<Server>> open(const Endpoint& endpoint, const ServerLimits& limits,
                                     Handler& handler) {
  Result<std::optional<asio::ssl::context>> tls = tls_of(endpoint);
  if (!tls) return tls.status();
  const Result<int> socket =
      endpoint.listening >= 0 ? duplicate_of(endpoint.listening) : listen_at(endpoint);
  if (!socket) return socket.status();
  return std::unique_ptr<Server>(
      std::make_unique<SocketServer>(*socket, limits, handler, *std::move(tls)));
}

}  // namespace
}  // namespace sluice::listener

extern "C" void sluice_open_server(const sluice::listener::Endpoint& endpoint,
                                   const sluice::listener::ServerLimits& limits,
                                   sluice::listener::Handler& handler,
                                   sluice::Result<std::unique_ptr<sluice::listener::Server>>& out) {
  out = sluice::listener::open(endpoint, limits, handler);
}
