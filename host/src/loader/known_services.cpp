#include "loader/known_services.hpp"

#include <algorithm>
#include <array>

#include "sluice/ext/clock.h"
#include "sluice/ext/credentials.h"
#include "sluice/ext/documents.h"
#include "sluice/ext/environment.h"
#include "sluice/ext/findings.h"
#include "sluice/ext/http.h"
#include "sluice/ext/listener.h"
#include "sluice/ext/log.h"
#include "sluice/ext/metrics.h"
#include "sluice/ext/record_keys.h"
#include "sluice/ext/secret.h"
#include "sluice/ext/secret_names.h"
#include "sluice/ext/state.h"
#include "sluice/ext/tables.h"
#include "sluice/ext/work_folder.h"

namespace sluice::loader {
namespace {

constexpr std::array<std::string_view, 16> kServices = {
    SLUICE_EXT_LOG,       SLUICE_EXT_SECRET,      SLUICE_EXT_CLOCK,  SLUICE_EXT_METRICS,
    SLUICE_EXT_FINDINGS,  SLUICE_EXT_ENVIRONMENT, SLUICE_EXT_STATE,  SLUICE_EXT_WORK_FOLDER,
    SLUICE_EXT_DOCUMENTS, "sluice.json/1",        SLUICE_EXT_HTTP,   SLUICE_EXT_CREDENTIALS,
    SLUICE_EXT_LISTENER,  SLUICE_EXT_RECORD_KEYS, SLUICE_EXT_TABLES, SLUICE_EXT_SECRET_NAMES};

}  // namespace

std::span<const std::string_view> known_services() { return kServices; }

bool is_known_service(std::string_view id) {
  return std::find(kServices.begin(), kServices.end(), id) != kServices.end();
}

}  // namespace sluice::loader
