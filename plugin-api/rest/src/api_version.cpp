#include "sluice/rest/api_version.hpp"

#include <chrono>
#include <cstdio>

#include "sluice/ext/log.h"

namespace sluice::rest {
namespace {

// "2026-11-24", UTC.
std::string today() {
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::string version_of(const ClientRef& client) {
  auto* table = client.table<VersionTable>(kVersionTableId);
  detail::StringText text;
  if (table) table->put(client.self(), &text.abi);
  return std::move(text.value);
}

}  // namespace

void warn_of_version(const Host& host, const Catalogue& catalogue, std::string_view version) {
  if (std::string notice = catalogue.version_notice(version, today()); !notice.empty())
    host.log(SLUICE_LOG_WARNING, notice);
}

Result<ApiVersionChoice> choose_version(Context& context, const Catalogue& catalogue) {
  auto config = context.config();
  if (!config) return config.status();
  ApiVersionChoice out;
  out.own = (*config)["version"].string_or("");
  out.effective = out.own.empty() ? version_of(context.client()) : out.own;
  if (!out.own.empty()) warn_of_version(context.host(), catalogue, out.own);
  return out;
}

}  // namespace sluice::rest
