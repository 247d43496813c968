// page_source RECORDS <PAGES: serves RECORDS products by version cursor on a free port of loopback,
// whose number it prints, until it is ended. PAGES has one page a line; they are served over and
// over, with versions that go on rising. One thread a connection, from memory: about 40 us of CPU a
// page of 200, most of it the kernel's.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "served_page.hpp"

namespace {

using sluice::bench::ServedPage;

// All pages of one walk. A connection has its own, since serving changes them.
class Walk {
 public:
  Walk(std::vector<ServedPage> pages, uint64_t records)
      : pages_(std::move(pages)), count_(records / pages_[0].records()) {}

  // The page behind cursor `after`; 0 is the beginning.
  std::string_view page(uint64_t after) {
    const uint64_t before_all = pages_[0].first() - 1, size = pages_[0].records();
    const uint64_t index = after < before_all ? 0 : (after - before_all) / size;
    if (index >= count_) return sluice::bench::empty_page();
    return pages_[index % pages_.size()].with_first(before_all + 1 + index * size);
  }

 private:
  std::vector<ServedPage> pages_;
  uint64_t count_;
};

bool send_all(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

uint64_t cursor_of(std::string_view request) {
  constexpr std::string_view kAfter = "after=";
  const std::string_view line = request.substr(0, request.find('\r'));
  const size_t at = line.find(kAfter);
  uint64_t after = 0;
  if (at != line.npos)
    std::from_chars(line.data() + at + kAfter.size(), line.data() + line.size(), after);
  return after;
}

void talk(int socket, Walk walk) {
  std::string got;
  char piece[4096];
  while (true) {
    const size_t end = got.find("\r\n\r\n");
    if (end != got.npos) {
      if (!send_all(socket, walk.page(cursor_of(got)))) break;
      got.erase(0, end + 4);
      continue;
    }
    const ssize_t n = recv(socket, piece, sizeof piece, 0);
    if (n <= 0) break;
    got.append(piece, static_cast<size_t>(n));
  }
  close(socket);
}

// A listening socket on loopback, or -1.
int listen_on(uint16_t& port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* name = reinterpret_cast<sockaddr*>(&address);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0 || bind(socket, name, size) || listen(socket, 16) ||
      getsockname(socket, name, &size))
    return -1;
  port = ntohs(address.sin_port);
  return socket;
}

std::vector<ServedPage> read_pages() {
  std::vector<ServedPage> pages;
  for (std::string line; std::getline(std::cin, line);) {
    auto page = ServedPage::make(line);
    if (!page || (!pages.empty() && page->records() != pages[0].records())) return {};
    pages.push_back(*std::move(page));
  }
  return pages;
}

[[noreturn]] void serve(int listener, const Walk& walk) {
  while (true) {
    const int socket = accept(listener, nullptr, nullptr);
    if (socket < 0) continue;
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::thread(talk, socket, walk).detach();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view records = argc == 2 ? argv[1] : "";
  uint64_t count = 0;
  std::from_chars(records.data(), records.data() + records.size(), count);
  auto pages = read_pages();
  if (!count || pages.empty()) {
    std::fputs("usage: page_source RECORDS <PAGES, one a line, of one size (products.py)\n",
               stderr);
    return 2;
  }
  uint16_t port = 0;
  const int listener = listen_on(port);
  if (listener < 0) {
    std::perror("page_source: cannot listen on 127.0.0.1");
    return 1;
  }
  std::printf("%d\n", port);
  std::fflush(stdout);
  serve(listener, Walk(std::move(pages), count));
}
