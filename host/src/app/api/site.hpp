// What the dashboard's address serves besides the API: its files, the one-time start link, and a
// status page for browsers without JavaScript. Everything gets the headers that keep foreign code
// and frames out. Any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/api/api.hpp"
#include "app/api/control.hpp"

namespace sluice::app {

// A file of the dashboard. Lives as long as the program.
struct Asset {
  std::string_view path;  // "/index.html"
  std::string_view type;  // "text/html; charset=utf-8"
  bool gzip;              // compressed; pages of HTML are not, as the status is put into them
  std::string_view bytes;
};

// Where in a page of HTML the status goes: within <noscript>.
inline constexpr std::string_view kStatusMark = "<!--status-->";

// The files that were built in; none without SLUICE_DASHBOARD.
std::span<const Asset> dashboard_assets();

class Site final : public listener::Handler {
 public:
  // `api` is the one at the dashboard's address. All outlive it.
  Site(Api& api, const Control& control, std::span<const Asset> assets)
      : api_(api), control_(control), assets_(assets) {}

  std::optional<listener::Response> admit(const listener::Request& request) override;
  listener::Response respond(const listener::Request& request, std::string body) override;
  listener::Response refusal(int status) override;

 private:
  listener::Response page(const listener::Request& request, std::string_view path) const;
  listener::Response start(const listener::Request& request) const;
  listener::Response status_page(const listener::Request& request) const;
  std::string status_part(const listener::Request& request) const;
  listener::Response file(const listener::Request& request, std::string_view path) const;

  Api& api_;
  const Control& control_;
  const std::span<const Asset> assets_;
};

}  // namespace sluice::app
