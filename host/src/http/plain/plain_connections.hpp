// The TCP connections over which a transport speaks HTTP/1.1 itself, without TLS or proxy: those
// being opened, those with a request and those kept for the next one. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/poll_set.hpp"
#include "platform/tcp_stream.hpp"

namespace sluice::http {

class PlainConnections {
 public:
  // The owner of the request that a connection carries.
  class User {
   public:
    virtual void on_ready(bool readable, bool writable) = 0;

   protected:
    ~User() = default;
  };

  struct Connection {
    platform::TcpStream stream;
    std::string authority;  // host and port, as in the URL
    uint64_t session;
    User* user;  // NULL: kept
    int64_t kept_since_ms = 0;
    uint64_t times_kept = 0;
  };

  // `sockets` outlives it.
  explicit PlainConnections(platform::PollSet& sockets) : sockets_(sockets) {}
  ~PlainConnections();
  PlainConnections(const PlainConnections&) = delete;
  PlainConnections& operator=(const PlainConnections&) = delete;

  // A kept one that the other side has not closed, or NULL.
  Connection* take(std::string_view authority, uint64_t session, User& user);
  Connection* add(platform::TcpStream stream, std::string_view authority, uint64_t session,
                  User& user);
  // Also wakes the user when it can be written to.
  void want_writing(const Connection& connection, bool wanted);
  // For the session's next request. Above 64, the oldest kept one is closed.
  void keep(Connection& connection);
  void close(Connection& connection);
  // The caller owns it from now on.
  platform::TcpStream release(Connection& connection);

  // The server of `authority` silently closes connections that it kept: a request that must not be
  // repeated is not sent over a kept one any more.
  void note_closing(const std::string& authority);
  bool closes(std::string_view authority) const;

  // False: none of these.
  bool on_ready(const platform::PollSet::Ready& socket);

 private:
  using Held = std::vector<std::unique_ptr<Connection>>;
  bool is_open(const Connection& kept, int64_t now);
  Held::iterator find(const Connection& connection);
  Held::iterator remove(Held::iterator at);
  void remove_oldest();
  void remove_ready(Held::iterator at);

  platform::PollSet& sockets_;
  Held all_;
  std::set<std::string, std::less<>> closing_;  // authorities of such servers
};

}  // namespace sluice::http
