// A name, other than localhost, that leads to this machine without any name server.
#pragma once

#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <string>

namespace sluice::test {

// This machine's own, if it leads to 127.0.0.1; else empty.
inline std::string own_name() {
  char name[256] = {};
  addrinfo wanted{}, *found = nullptr;
  wanted.ai_family = AF_INET;
  if (gethostname(name, sizeof name - 1) || getaddrinfo(name, nullptr, &wanted, &found)) return {};
  const auto* address = reinterpret_cast<const sockaddr_in*>(found->ai_addr);
  const bool loopback = address->sin_addr.s_addr == htonl(INADDR_LOOPBACK);
  freeaddrinfo(found);
  return loopback && std::string(name) != "localhost" ? name : "";
}

}  // namespace sluice::test
