// A served shop whose API is asked over its Unix socket. Every answer is checked against the API's
// document.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "app/api/api_server.hpp"
#include "platform/poll_set.hpp"
#include "platform/tcp_connect.hpp"
#include "shop.hpp"
#include "support/described_answer.hpp"

namespace sluice::test {

struct Answer {
  int status = 0;
  std::string head, body;

  std::string header(const std::string& name) const {
    const size_t at = head.find("\r\n" + name + ": ");
    if (at == head.npos) return {};
    const size_t from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

// Until `text` is there, or the other side ends.
inline std::string receive_until(platform::TcpStream& stream, const std::string& text) {
  platform::PollSet poll;
  poll.watch(stream.handle(), true, false);
  std::string out;
  char part[4096];
  while (text.empty() || out.find(text) == std::string::npos) {
    poll.wait(-1, 60'000);
    const auto moved = stream.receive(part, sizeof part);
    if (moved.end == platform::Moved::End::would_block) continue;
    if (moved.end != platform::Moved::End::none) break;
    out.append(part, moved.bytes);
  }
  return out;
}

inline Answer answer_of(const std::string& text) {
  Answer out;
  const size_t end = text.find("\r\n\r\n");
  REQUIRE(end != text.npos);
  out.status = std::stoi(text.substr(9, 3));
  out.head = text.substr(0, end + 2);
  out.body = text.substr(end + 4);
  return out;
}

struct ServedShop : Shop {
  platform::TcpStream open(const std::string& target, const std::string& more = {},
                           const std::string& method = "GET", const std::string& body = {}) const {
    auto stream = platform::unix_connect(app::control_socket((folder() / "shop/state").string()));
    INFO(stream.status().message());
    REQUIRE(stream.ok());
    stream->send({}, method + " " + target + " HTTP/1.1\r\n" + more + "\r\n" + body);
    return *std::move(stream);
  }
  Answer ask(const std::string& method, const std::string& target, const std::string& more = {},
             const std::string& body = {}) const {
    const std::string length =
        body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
    platform::TcpStream stream = open(target, more + length, method, body);
    const Answer out = answer_of(receive_until(stream, {}));
    CHECK_MESSAGE(description.check(method, target.substr(0, target.find('?')), out.status,
                                    out.header("Content-Type"), out.body) == "",
                  method, " ", target, ": ", out.body);
    return out;
  }
  Answer get(const std::string& target) const { return ask("GET", target); }
  Answer post(const std::string& target, const std::string& more = {}) const {
    return ask("POST", target, more);
  }

  Answer post_json(const std::string& target, const std::string& body) const {
    return ask("POST", target, "Content-Type: application/json\r\n", body);
  }

  ApiDescription description;
};

}  // namespace sluice::test
