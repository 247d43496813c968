// xseries-simulator: a Lightspeed X-Series shop on a loopback port, for tests and the quickstart.

#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "server/command_line.hpp"
#include "server/http_server.hpp"

namespace {

using namespace sluice::simulator;

// Renamed into place, so a reader never sees half a number.
bool write_port_file(const std::string& path, std::uint16_t port) {
  const std::string part = path + ".part";
  std::ofstream file(part);
  file << port << '\n';
  file.close();
  return file.good() && std::rename(part.c_str(), path.c_str()) == 0;
}

int serve(const Settings& settings, const sigset_t& signals) {
  const HttpServer server(settings);
  if (!settings.port_file.empty() && !write_port_file(settings.port_file, server.port())) {
    std::cerr << "cannot write the port file " << settings.port_file << '\n';
    return 1;
  }
  std::cout << "listening on " << server.origin() << std::endl;
  const timespec life{settings.life_s, 0};
  sigtimedwait(&signals, nullptr, &life);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto parsed = parse_command_line({argv + 1, argv + argc});
  if (const auto* error = std::get_if<UsageError>(&parsed)) {
    std::cerr << error->text << '\n' << usage();
    return 2;
  }
  // Blocked before the server's threads exist: they inherit it, and only sigtimedwait gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  try {
    return serve(std::get<Settings>(parsed), signals);
  } catch (const Poco::Exception& error) {
    std::cerr << "cannot serve: " << error.displayText() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "cannot serve: " << error.what() << '\n';
  }
  return 1;
}
