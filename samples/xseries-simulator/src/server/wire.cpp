#include "server/wire.hpp"

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Thread.h>

#include <algorithm>
#include <string_view>

namespace sluice::simulator {
namespace {

void send_all(Poco::Net::StreamSocket& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto chunk = static_cast<int>(std::min<std::size_t>(bytes.size(), 1U << 20));
    const int sent = socket.sendBytes(bytes.data(), chunk);
    if (sent <= 0) throw Poco::Net::NetException("connection closed by the client");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string head_of(const Response& response, bool keep_alive) {
  const auto status = static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status);
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " +
                     Poco::Net::HTTPResponse::getReasonForStatus(status) + "\r\n";
  for (const Header& header : response.headers) head += header.name + ": " + header.value + "\r\n";
  if (!response.body.empty()) head += "Content-Type: " + response.content_type + "\r\n";
  if (response.status != 204) {
    head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  }
  head += keep_alive ? "Connection: Keep-Alive\r\n\r\n" : "Connection: Close\r\n\r\n";
  return head;
}

// Closing with linger 0 sends RST instead of FIN: the client sees a reset, not an end.
bool reset(Poco::Net::StreamSocket& socket) {
  socket.setLinger(true, 0);
  socket.close();
  return false;
}

void pause(int delay_ms, const std::atomic<bool>& stopping) {
  constexpr int kStep = 20;
  for (int waited = 0; waited < delay_ms && !stopping; waited += kStep) {
    Poco::Thread::sleep(std::min(kStep, delay_ms - waited));
  }
}

}  // namespace

bool write_response(Poco::Net::StreamSocket& socket, const Response& response, bool keep_alive,
                    const std::atomic<bool>& stopping) {
  if (response.wire == WireMode::kReset) return reset(socket);
  const std::string head = head_of(response, keep_alive);
  const std::string_view body = response.body;
  if (response.wire == WireMode::kWhole) {
    send_all(socket, head + response.body);
    return keep_alive;
  }
  send_all(socket, head + std::string(body.substr(0, body.size() / 2)));
  if (response.wire == WireMode::kDieInBody) {
    // Let the half page arrive: a reset at once would discard it unread.
    pause(50, stopping);
    return reset(socket);
  }
  pause(response.delay_ms, stopping);
  send_all(socket, body.substr(body.size() / 2));
  return keep_alive;
}

}  // namespace sluice::simulator
