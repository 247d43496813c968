#include "loader/known_services.hpp"

#include <algorithm>
#include <array>

namespace sluice::loader {
namespace {

constexpr std::array<std::string_view, 13> kServices = {
    "sluice.log/1",       "sluice.secret/1",      "sluice.clock/1", "sluice.metrics/1",
    "sluice.findings/1",  "sluice.environment/1", "sluice.state/1", "sluice.work_folder/1",
    "sluice.documents/1", "sluice.json/1",        "sluice.http/1",  "sluice.credentials/1",
    "sluice.listener/1"};

}  // namespace

std::span<const std::string_view> known_services() { return kServices; }

bool is_known_service(std::string_view id) {
  return std::find(kServices.begin(), kServices.end(), id) != kServices.end();
}

}  // namespace sluice::loader
