// A served shop whose dashboard's address is asked, over TCP.
#pragma once

#include <string>

#include "served_shop.hpp"

namespace sluice::test {

inline std::string between(const std::string& text, const std::string& before,
                           const std::string& behind) {
  const size_t at = text.find(before);
  REQUIRE(at != text.npos);
  const size_t from = at + before.size();
  return text.substr(from, text.find(behind, from) - from);
}

struct BrowsedShop : ServedShop {
  Child serve_pages(const std::string& where = "127.0.0.1:0") const {
    return Child(folder().path(), {"serve", "shop", "--dashboard=" + where});
  }
  platform::TcpStream connect(uint16_t port, const std::string& head) const {
    auto stream = platform::tcp_connect("127.0.0.1", port);
    REQUIRE(stream.ok());
    platform::PollSet poll;
    poll.watch(stream->handle(), false, true);
    poll.wait(-1, 10'000);
    stream->send({}, head + "Host: 127.0.0.1\r\n\r\n");
    return *std::move(stream);
  }
  Answer browse(uint16_t port, const std::string& head) const {
    platform::TcpStream stream = connect(port, head);
    return answer_of(receive_until(stream, {}));
  }

  // The port that a server with a dashboard printed.
  static uint16_t port_of(Child& server) {
    REQUIRE(server.says("/start?token="));
    return static_cast<uint16_t>(
        std::stoi(between(server.said(), "dashboard at http://127.0.0.1:", "\n")));
  }
};

}  // namespace sluice::test
