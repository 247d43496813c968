// How the host's own sources fill a batch: with lines of JSON, a record each. Source lane's thread.
#pragma once

#include <string_view>

#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::backlog {

// `too_large`: the failure if the page that `host.limits` allows does not hold them. None: no
// record.
sluice_status put_lines(sluice_batch* into, std::string_view lines, const Status& too_large,
                        sluice_error* error);

}  // namespace sluice::backlog
