// The Server, made of Boost.Beast. Built into a library of its own, which server.cpp loads. One
// thread reads all connections; only complete requests get a worker.

// ThreadSanitizer does not follow fences and g++ refuses them with it; Asio's queues lock anyway.
#if defined(__SANITIZE_THREAD__)
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "listener/beast_connection.hpp"
#include "listener/server_library.hpp"
#include "listener/waiting_connections.hpp"

namespace sluice::listener {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::chrono::milliseconds kAcceptAgain{100};  // when no descriptor is left

asio::ssl::context make_tls(const Endpoint& endpoint) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  context.use_certificate_chain_file(endpoint.certificate);
  context.use_private_key_file(endpoint.key, asio::ssl::context::pem);
  return context;
}

class BeastServer final : public Server, public Connection::Owner {
 public:
  BeastServer(const Endpoint& endpoint, const ServerLimits& limits, Handler& handler,
              std::optional<asio::ssl::context> tls)
      : limits_(limits),
        handler_(handler),
        tls_(std::move(tls)),
        waiting_(limits.waiting, limits.waiting_of_one),
        acceptor_(io_),
        again_(io_),
        workers_(static_cast<size_t>(limits.connections)) {
    Tcp::resolver resolver(io_);
    const Tcp::endpoint at =
        resolver.resolve(endpoint.address, std::to_string(endpoint.port))->endpoint();
    acceptor_.open(at.protocol());
    // After a restart the port is free at once; no other process may share it.
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(at);
    acceptor_.listen();
    accept();
    thread_ = std::thread([this] { work(); });
  }

  ~BeastServer() override {
    io_.stop();
    thread_.join();
    workers_.join();
  }

  uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  Handler& handler() override { return handler_; }
  const ServerLimits& limits() const override { return limits_; }

  void completed(Connection& connection) override { stop_waiting(connections_.at(&connection)); }

  bool respond(Connection& connection) override {
    if (working_ >= limits_.connections + limits_.queued) return false;
    working_++;
    asio::post(workers_, [this, &connection] {
      connection.make_response();
      asio::post(io_, [this, &connection] {
        working_--;
        connection.send_response();
      });
    });
    return true;
  }

  void drop(Connection& connection) override {
    const auto at = connections_.find(&connection);
    stop_waiting(at->second);
    connections_.erase(at);
  }

 private:
  // One connection's failure (usually no memory) ends none of the others.
  void work() {
    while (!io_.stopped()) try {
        io_.run();
      } catch (const std::exception&) {
      }
  }

  struct Held {
    std::unique_ptr<Connection> connection;
    std::optional<WaitingConnections::Place> waits;
  };

  void accept() {
    acceptor_.async_accept([this](Error error, Tcp::socket socket) {
      if (!error) take(std::move(socket));
      if (!error || error == asio::error::connection_aborted) return accept();
      again_.expires_after(kAcceptAgain);
      again_.async_wait([this](Error) { accept(); });
    });
  }

  void take(Tcp::socket socket) {
    Error error;
    const auto from = socket.remote_endpoint(error).address();
    if (error) return;  // it has left already
    auto connection = connect(std::move(socket));
    Connection* const key = connection.get();
    Held& held = connections_[key];
    held.connection = std::move(connection);
    held.waits = waiting_.add(from.to_string(), [key] { key->end(); });
    key->start();
  }

  std::unique_ptr<Connection> connect(Tcp::socket socket) {
    if (tls_)
      return std::make_unique<BeastConnection<beast::ssl_stream<beast::tcp_stream>>>(
          *this, std::move(socket), *tls_);
    return std::make_unique<BeastConnection<beast::tcp_stream>>(*this, std::move(socket));
  }

  void stop_waiting(Held& held) {
    if (held.waits) waiting_.remove(*held.waits);
    held.waits.reset();
  }

  const ServerLimits limits_;
  Handler& handler_;
  std::optional<asio::ssl::context> tls_;
  asio::io_context io_{1};
  WaitingConnections waiting_;
  std::map<Connection*, Held> connections_;
  Tcp::acceptor acceptor_;
  asio::steady_timer again_;
  int working_ = 0;  // complete requests that have no response yet
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
  try {
    return std::unique_ptr<Server>(
        std::make_unique<BeastServer>(endpoint, limits, handler, *std::move(tls)));
  } catch (const boost::system::system_error& e) {
    return Status(SLUICE_E_UNAVAILABLE, "cannot listen at " + endpoint.address + ":" +
                                            std::to_string(endpoint.port) + ": " +
                                            e.code().message() +
                                            "; end what uses the port, or choose another one");
  }
}

}  // namespace
}  // namespace sluice::listener

extern "C" void sluice_open_server(const sluice::listener::Endpoint& endpoint,
                                   const sluice::listener::ServerLimits& limits,
                                   sluice::listener::Handler& handler,
                                   sluice::Result<std::unique_ptr<sluice::listener::Server>>& out) {
  out = sluice::listener::open(endpoint, limits, handler);
}
