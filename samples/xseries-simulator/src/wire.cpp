#include "wire.hpp"

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

std::string head_of(const Answer& answer, bool keep_alive) {
  const auto status = static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status);
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " " +
                     Poco::Net::HTTPResponse::getReasonForStatus(status) + "\r\n";
  for (const Header& header : answer.headers) head += header.name + ": " + header.value + "\r\n";
  if (!answer.body.empty()) head += "Content-Type: " + answer.content_type + "\r\n";
  if (answer.status != 204) {
    head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
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

bool write_answer(Poco::Net::StreamSocket& socket, const Answer& answer, bool keep_alive,
                  const std::atomic<bool>& stopping) {
  if (answer.wire == WireMode::kReset) return reset(socket);
  const std::string head = head_of(answer, keep_alive);
  const std::string_view body = answer.body;
  if (answer.wire == WireMode::kWhole) {
    send_all(socket, head + answer.body);
    return keep_alive;
  }
  send_all(socket, head + std::string(body.substr(0, body.size() / 2)));
  if (answer.wire == WireMode::kDieInBody) {
    // Let the half page arrive: a reset at once would throw it away unread.
    pause(50, stopping);
    return reset(socket);
  }
  pause(answer.delay_ms, stopping);
  send_all(socket, body.substr(body.size() / 2));
  return keep_alive;
}

}  // namespace sluice::simulator
