#include "http/plain/plain_connections.hpp"

#include <algorithm>
#include <utility>

#include "platform/steady_time.hpp"

namespace sluice::http {
namespace {

constexpr size_t kMostKept = 64;
// Behind a NAT, an older one may be dropped silently; curl has the same limit.
constexpr int64_t kLongestKeptMs = 118'000;
// Servers keep an idle connection for some seconds. One that closes it sooner, and did not say so
// with its response (RFC 9112 9.6), will close the next one, too, perhaps under a request.
constexpr int64_t kSoonMs = 1000;
// A server's TCP stack may hold back unsolicited bytes until earlier ones are
// acknowledged (RFC 896), which the next request would do. So the first responses are acknowledged
// at once: such a server is detected, for the price of a packet.
constexpr uint64_t kWatchedResponses = 4;

}  // namespace

// Checked before each request: bytes received meanwhile belong to no request, and it may be closed.
bool PlainConnections::is_open(const Connection& kept, int64_t now) {
  const int64_t idle = now - kept.kept_since_ms;
  const bool quiet = kept.stream.is_quiet();
  if (!quiet && idle < kSoonMs) note_closing(kept.authority);
  return quiet && idle <= kLongestKeptMs;
}

void PlainConnections::note_closing(const std::string& authority) { closing_.insert(authority); }

bool PlainConnections::closes(std::string_view authority) const {
  return closing_.find(authority) != closing_.end();
}

PlainConnections::~PlainConnections() {
  while (!all_.empty()) remove(all_.end() - 1);
}

PlainConnections::Connection* PlainConnections::take(std::string_view authority, uint64_t session,
                                                     User& user) {
  const int64_t now = platform::steady_ms();
  for (auto at = all_.begin(); at != all_.end();) {
    Connection& c = **at;
    const bool matches = !c.user && c.session == session && c.authority == authority;
    if (matches && is_open(c, now)) {
      c.user = &user;
      return &c;
    }
    at = matches ? remove(at) : at + 1;
  }
  return nullptr;
}

PlainConnections::Connection* PlainConnections::add(platform::TcpStream stream,
                                                    std::string_view authority, uint64_t session,
                                                    User& user) {
  sockets_.watch(stream.handle(), true, false);
  all_.push_back(std::make_unique<Connection>(
      Connection{std::move(stream), std::string(authority), session, &user}));
  return all_.back().get();
}

void PlainConnections::want_writing(const Connection& connection, bool wanted) {
  sockets_.watch(connection.stream.handle(), true, wanted);
}

void PlainConnections::keep(Connection& connection) {
  if (!connection.session) return close(connection);
  connection.user = nullptr;
  connection.kept_since_ms = platform::steady_ms();
  if (connection.times_kept++ < kWatchedResponses) connection.stream.acknowledge_now();
  const auto kept = std::count_if(all_.begin(), all_.end(), [](auto& c) { return !c->user; });
  if (static_cast<size_t>(kept) > kMostKept) remove_oldest();
}

// Connections of closed sessions must not take the room of open ones.
void PlainConnections::remove_oldest() {
  const auto age = [](const auto& c) { return c->user ? INT64_MAX : c->kept_since_ms; };
  remove(std::min_element(all_.begin(), all_.end(),
                          [&](const auto& a, const auto& b) { return age(a) < age(b); }));
}

void PlainConnections::close(Connection& connection) { remove(find(connection)); }

platform::TcpStream PlainConnections::release(Connection& connection) {
  platform::TcpStream out = std::move(connection.stream);
  sockets_.watch(out.handle(), false, false);
  all_.erase(find(connection));
  return out;
}

PlainConnections::Held::iterator PlainConnections::find(const Connection& connection) {
  return std::find_if(all_.begin(), all_.end(), [&](auto& c) { return c.get() == &connection; });
}

PlainConnections::Held::iterator PlainConnections::remove(Held::iterator at) {
  sockets_.watch((*at)->stream.handle(), false, false);
  return all_.erase(at);
}

// It was closed, or has bytes that belong to no request.
void PlainConnections::remove_ready(Held::iterator at) {
  if (platform::steady_ms() - (*at)->kept_since_ms < kSoonMs) note_closing((*at)->authority);
  remove(at);
}

bool PlainConnections::on_ready(const platform::PollSet::Ready& socket) {
  const auto at = std::find_if(all_.begin(), all_.end(),
                               [&](auto& c) { return c->stream.handle() == socket.handle; });
  if (at == all_.end()) return false;
  // A broken one is detected by reading.
  if (User* user = (*at)->user)
    user->on_ready(socket.readable || socket.failed, socket.writable);
  else
    remove_ready(at);
  return true;
}

}  // namespace sluice::http
