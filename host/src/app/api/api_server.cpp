#include "app/api/api_server.hpp"

#include <filesystem>
#include <utility>

#include "app/access/secret_text.hpp"
#include "listener/server_library.hpp"

namespace sluice::app {
namespace {

constexpr std::chrono::seconds kBeat{15};

// Imports of tasks come in parts of some MiB; a record that is edited is no larger.
listener::ServerLimits api_limits() {
  listener::ServerLimits out;
  out.body_bytes = size_t{16} << 20;
  return out;
}

// Not what a second server of the same state folder meets: that is E_UNAVAILABLE.
Status unusable(const Status& status) { return {SLUICE_E_INVALID, status.message()}; }

std::string origin_of(const std::string& address, uint16_t port, bool tls) {
  const bool v6 = address.find(':') != std::string::npos;
  return std::string(tls ? "https://" : "http://") + (v6 ? "[" + address + "]" : address) + ":" +
         std::to_string(port);
}

bool is_this_machine(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

// "https://sluice.example.com:8443" -> "sluice.example.com".
std::string host_of(const std::string& origin) {
  const size_t from = origin.find("//") + 2;
  return origin.substr(from, origin.find(':', from) - from);
}

int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string control_socket(const std::string& state_folder) {
  return (std::filesystem::path(state_folder) / "control.sock").string();
}

ApiServer::ApiServer(const From& from, platform::UnixListener socket, std::string file,
                     const config::HostSettings& host)
    : from_(from),
      resources_(from.server),
      access_(
          {from.access.tokens, from.access.sessions, from.access.audit, [this] { end_refused(); }}),
      configuration_(from.configuration),
      bench_(from.bench),
      jobs_(from.jobs),
      grants_(from.grants),
      guard_(steady_ms),
      file_(std::move(file)),
      state_(host.state),
      settings_(host.api),
      dashboard_(host.dashboard),
      socket_(std::move(socket)) {}

Result<std::unique_ptr<ApiServer>> ApiServer::open(const config::HostSettings& host,
                                                   const From& from) {
  std::string file = control_socket(host.state);
  auto socket = platform::UnixListener::open(file);
  if (!socket) return socket.status();
  return std::unique_ptr<ApiServer>(new ApiServer(from, *std::move(socket), std::move(file), host));
}

std::unique_ptr<Api> ApiServer::api(Access access) {
  return std::make_unique<Api>(Parts{resources_, access_, configuration_, bench_, jobs_, grants_},
                               from_.access.audit, std::move(access));
}

Status ApiServer::start() {
  if (Status s = check_dashboard(); !s) return s;
  if (Status s = listen_locally(); !s) return s;
  if (!settings_.address.empty())
    if (Status s = listen_at_address(); !s) return s;
  return dashboard_.wanted ? listen_for_dashboard() : Status();
}

Status ApiServer::listen_locally() {
  local_ = api({});
  auto server = listener::open_server({.listening = socket_.handle()}, api_limits(), *local_);
  if (!server) return unusable(server.status());
  local_server_ = *std::move(server);
  return {};
}

Status ApiServer::listen_at_address() {
  Access access{settings_.token, settings_.certificate.empty() ? "http" : "https", true,
                settings_.names};
  access.hosts.push_back(settings_.address);
  access.tokens = &from_.access.tokens;
  access.guard = &guard_;
  remote_ = api(std::move(access));
  const listener::Endpoint endpoint{settings_.address, settings_.port, settings_.certificate,
                                    settings_.key};
  auto server = listener::open_server(endpoint, api_limits(), *remote_);
  if (!server) return unusable(server.status()).in("host.api");
  remote_server_ = *std::move(server);
  address_ = origin_of(settings_.address, remote_server_->port(), !settings_.certificate.empty()) +
             "/api/v1";
  return {};
}

Status ApiServer::check_dashboard() const {
  if (!dashboard_.wanted || is_this_machine(dashboard_.address)) return {};
  const std::string place = "host.dashboard listens at " + dashboard_.address + ", ";
  if (dashboard_.certificate.empty() && dashboard_.proxy.empty())
    return {SLUICE_E_INVALID, place +
                                  "where other machines reach it: give it certificate and key, or "
                                  "name the proxy with TLS in front of it (proxy); or listen at "
                                  "127.0.0.1"};
  if (settings_.token.empty() && from_.access.tokens.empty())
    return {SLUICE_E_INVALID, place +
                                  "where other machines reach it, and nobody has an access token: "
                                  "set host.api.token, or give tokens first (sluice access add)"};
  return {};
}

// Browsers send the cookies of all ports of a host to each of them: the name tells servers apart.
Access ApiServer::dashboard_access() {
  Access out{settings_.token, dashboard_.certificate.empty() ? "http" : "https", true,
             dashboard_.names};
  out.hosts.push_back(dashboard_.address);
  if (!dashboard_.proxy.empty()) out.hosts.push_back(host_of(dashboard_.proxy));
  out.origin = dashboard_.proxy;
  for (const std::string& range : dashboard_.proxy_addresses)
    if (auto parsed = platform::AddressRange::parse(range)) out.proxies.push_back(*parsed);
  out.tokens = &from_.access.tokens;
  out.guard = &guard_;
  out.sessions = &from_.access.sessions;
  out.cookie = "sluice_" + hash_of(state_).substr(0, 8);
  return out;
}

Status ApiServer::listen_for_dashboard() {
  browsed_ = api(dashboard_access());
  site_ = std::make_unique<Site>(*browsed_, from_.server.control, dashboard_assets());
  const listener::Endpoint endpoint{dashboard_.address, dashboard_.port, dashboard_.certificate,
                                    dashboard_.key};
  auto server = listener::open_server(endpoint, api_limits(), *site_);
  if (!server) return unusable(server.status()).in("the dashboard (host.dashboard, --dashboard)");
  dashboard_server_ = *std::move(server);
  dashboard_url_ =
      dashboard_.proxy.empty()
          ? origin_of(dashboard_.names.empty() ? dashboard_.address : dashboard_.names.front(),
                      dashboard_server_->port(), !dashboard_.certificate.empty())
          : dashboard_.proxy;
  return {};
}

std::string ApiServer::start_link() {
  return dashboard_url_ +
         "/start?token=" + from_.access.sessions.allow_start({"start link", Role::kAdmin, true});
}

std::vector<std::string> ApiServer::places() const {
  std::vector<std::string> out = {file_};
  if (!address_.empty()) out.push_back(address_);
  return out;
}

void ApiServer::end_refused() {
  from_.server.events.end_refused();
  from_.server.log.end_refused();
}

void ApiServer::tick() {
  if (const auto view = from_.server.control.view()) from_.server.events.tick(*view);
  end_refused();
  if (Clock::now() - beat_ < kBeat) return;
  beat_ = Clock::now();
  from_.server.events.beat();
  from_.server.log.beat();
}

}  // namespace sluice::app
