#include "app/api/api_server.hpp"

#include <filesystem>
#include <utility>

#include "listener/server_library.hpp"

namespace sluice::app {
namespace {

constexpr std::chrono::seconds kBeat{15};

listener::ServerLimits api_limits() {
  listener::ServerLimits out;
  out.body_bytes = size_t{64} * 1024;
  return out;
}

// Not what a second server of the same state folder meets: that is E_UNAVAILABLE.
Status unusable(const Status& status) { return {SLUICE_E_INVALID, status.message()}; }

std::string url_of(const config::ApiSettings& settings, uint16_t port) {
  const bool v6 = settings.address.find(':') != std::string::npos;
  return std::string(settings.certificate.empty() ? "http://" : "https://") +
         (v6 ? "[" + settings.address + "]" : settings.address) + ":" + std::to_string(port) +
         "/api/v1";
}

}  // namespace

std::string control_socket(const std::string& state_folder) {
  return (std::filesystem::path(state_folder) / "control.sock").string();
}

ApiServer::ApiServer(const Resources::From& from, platform::UnixListener socket, std::string file,
                     config::ApiSettings settings)
    : from_(from),
      resources_(from),
      file_(std::move(file)),
      settings_(std::move(settings)),
      socket_(std::move(socket)) {}

Result<std::unique_ptr<ApiServer>> ApiServer::open(const config::HostSettings& host,
                                                   const Resources::From& from) {
  std::string file = control_socket(host.state);
  auto socket = platform::UnixListener::open(file);
  if (!socket) return socket.status();
  return std::unique_ptr<ApiServer>(
      new ApiServer(from, *std::move(socket), std::move(file), host.api));
}

Status ApiServer::start() {
  if (Status s = listen_locally(); !s) return s;
  return settings_.address.empty() ? Status() : listen_at_address();
}

Status ApiServer::listen_locally() {
  local_ = std::make_unique<Api>(resources_, Access{});
  auto server = listener::open_server({.listening = socket_.handle()}, api_limits(), *local_);
  if (!server) return unusable(server.status());
  local_server_ = *std::move(server);
  return {};
}

Status ApiServer::listen_at_address() {
  Access access{settings_.token, settings_.certificate.empty() ? "http" : "https", true,
                settings_.names};
  access.hosts.push_back(settings_.address);
  remote_ = std::make_unique<Api>(resources_, std::move(access));
  const listener::Endpoint endpoint{settings_.address, settings_.port, settings_.certificate,
                                    settings_.key};
  auto server = listener::open_server(endpoint, api_limits(), *remote_);
  if (!server) return unusable(server.status()).in("host.api");
  remote_server_ = *std::move(server);
  address_ = url_of(settings_, remote_server_->port());
  return {};
}

std::vector<std::string> ApiServer::places() const {
  std::vector<std::string> out = {file_};
  if (!address_.empty()) out.push_back(address_);
  return out;
}

void ApiServer::tick() {
  if (const auto view = from_.control.view()) from_.events.tick(*view);
  if (Clock::now() - beat_ < kBeat) return;
  beat_ = Clock::now();
  from_.events.beat();
  from_.log.beat();
}

}  // namespace sluice::app
