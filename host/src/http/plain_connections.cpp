#include "http/plain_connections.hpp"

#include <algorithm>
#include <utility>

#include "http/clock.hpp"

namespace sluice::http {
namespace {

constexpr size_t kMostKept = 64;
// Behind a NAT, an older one may be gone without a word; curl has the same limit.
constexpr int64_t kLongestKeptMs = 118'000;
// A server that has kept a connection once does not close it behind an answer without saying so
// (RFC 9112 9.6), only after a while. Looking takes a call of the system.
constexpr int64_t kSurelyOpenMs = 2;

}  // namespace

bool PlainConnections::is_open(const Connection& kept, int64_t now) {
  const int64_t idle = now - kept.kept_since_ms;
  if (kept.times_kept > 1 && idle < kSurelyOpenMs) return true;
  return idle <= kLongestKeptMs && kept.stream.is_quiet();
}

PlainConnections::~PlainConnections() {
  while (!all_.empty()) remove(all_.end() - 1);
}

PlainConnections::Connection* PlainConnections::take(std::string_view authority, uint64_t session,
                                                     User& user) {
  const int64_t now = socket_now_ms();
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
  connection.kept_since_ms = socket_now_ms();
  connection.times_kept++;
  const auto kept = std::count_if(all_.begin(), all_.end(), [](auto& c) { return !c->user; });
  if (static_cast<size_t>(kept) > kMostKept) remove_oldest();
}

// Sessions that are over must not take the room of those that are not.
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

bool PlainConnections::on_ready(const platform::PollSet::Ready& socket) {
  const auto at = std::find_if(all_.begin(), all_.end(),
                               [&](auto& c) { return c->stream.handle() == socket.handle; });
  if (at == all_.end()) return false;
  // A broken one is found out by reading.
  if (User* user = (*at)->user)
    user->on_ready(socket.readable || socket.failed, socket.writable);
  else
    remove(at);  // its end, or what belongs to no request
  return true;
}

}  // namespace sluice::http
