#include "unit/http/scripted_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "http/text/headers.hpp"

namespace sluice::http::test {
namespace {

int listen_on_loopback(int& port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(fd, generic, size) || listen(fd, 16) || getsockname(fd, generic, &size))
    throw std::runtime_error("no loopback port");
  port = ntohs(address.sin_port);
  return fd;
}

// Bytes of the whole request at the start of `text`, 0 if it is not complete.
size_t request_size(const std::string& text) {
  size_t head = text.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  size_t length = lower_case(text.substr(0, head)).find("content-length:");
  size_t body = length == std::string::npos ? 0 : std::stoul(text.substr(length + 15, 24));
  return text.size() >= head + 4 + body ? head + 4 + body : 0;
}

void send_all(int fd, const std::string& bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    ssize_t n = send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return;
    sent += static_cast<size_t>(n);
  }
}

constexpr auto kPatience = std::chrono::seconds(30);

}  // namespace

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listener_(listen_on_loopback(port_)) {
  if (pipe(wake_)) throw std::runtime_error("no pipe");
  thread_ = std::thread([this] { run(); });
}

ScriptedServer::~ScriptedServer() {
  if (write(wake_[1], "x", 1) == 1) thread_.join();
  for (auto& [fd, connection] : connections_) ::close(fd);
  for (int fd : {listener_, wake_[0], wake_[1]}) ::close(fd);
}

void ScriptedServer::run() {
  for (;;) {
    std::vector<pollfd> fds = {{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
    for (auto& [fd, connection] : connections_) fds.push_back({fd, POLLIN, 0});
    if (poll(fds.data(), fds.size(), -1) < 0 || fds[0].revents) return;
    if (fds[1].revents) accept_one();
    for (size_t i = 2; i < fds.size(); i++) {
      if (!fds[i].revents || read_from(fds[i].fd, connections_.at(fds[i].fd))) continue;
      ::close(fds[i].fd);
      connections_.erase(fds[i].fd);
      held_.erase(fds[i].fd);
      note_closed();
      send_held();
    }
  }
}

void ScriptedServer::note_closed() {
  std::lock_guard lock(mutex_);
  closed_++;
  changed_.notify_all();
}

void ScriptedServer::accept_one() {
  int fd = accept(listener_, nullptr, nullptr);
  if (fd < 0) return;
  std::lock_guard lock(mutex_);
  connections_[fd] = {++accepted_, {}};
}

bool ScriptedServer::read_from(int fd, Connection& connection) {
  char buffer[65536];
  ssize_t n = recv(fd, buffer, sizeof buffer, 0);
  if (n <= 0) return false;
  connection.text.append(buffer, static_cast<size_t>(n));
  while (request_size(connection.text))
    if (!response(fd, connection)) return false;
  return true;
}

bool ScriptedServer::response(int fd, Connection& connection) {
  size_t size = request_size(connection.text);
  std::string request = connection.text.substr(0, size);
  connection.text.erase(0, size);
  size_t number = 0;
  {
    std::lock_guard lock(mutex_);
    seen_.push_back({request, connection.number});
    number = seen_.size();
    changed_.notify_all();
  }
  Reply reply = script_(request, number);
  const bool open = send(fd, reply);
  send_held();
  return open;
}

bool ScriptedServer::may_go(const Reply& reply) {
  std::lock_guard lock(mutex_);
  return seen_.size() >= reply.after && closed_ >= reply.after_closed;
}

bool ScriptedServer::send(int fd, const Reply& reply) {
  if (!may_go(reply)) return held_[fd] = reply, true;
  send_all(fd, reply.bytes);
  if (!reply.rest) return !reply.close;
  for (std::string more = reply.rest(); !more.empty(); more = reply.rest()) send_all(fd, more);
  return !reply.close;
}

void ScriptedServer::send_held() {
  const auto held = std::exchange(held_, {});
  for (const auto& [fd, reply] : held)
    if (!send(fd, reply)) shutdown(fd, SHUT_RDWR);  // the poll loop closes it
}

void ScriptedServer::wait_for(size_t count) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, kPatience, [&] { return seen_.size() >= count; }))
    throw std::runtime_error("the request did not arrive");
}

void ScriptedServer::wait_for_hang_up() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, kPatience, [&] { return accepted_ && closed_ == accepted_; }))
    throw std::runtime_error("the connection stayed open");
}

std::vector<Seen> ScriptedServer::seen() {
  std::lock_guard lock(mutex_);
  return seen_;
}

std::string response(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Text\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" +
         body;
}

ScriptedServer::Script always(std::string bytes, bool close) {
  return [bytes, close](const std::string&, size_t) { return Reply{bytes, close}; };
}

ScriptedServer::Script always(int status, const std::string& body) {
  return always(response(status, body));
}

int unused_port() {
  int port = 0;
  ::close(listen_on_loopback(port));
  return port;
}

}  // namespace sluice::http::test
