// The encoder of a format. [main]
#pragma once

#include <memory>

#include "encoder.hpp"
#include "format.hpp"
#include "sluice/context.hpp"

namespace file_plugin {

// Of a publisher's configuration. E_INVALID: settings that do not go together, at the one to
// change.
Result<std::unique_ptr<Encoder>> make_encoder(const sluice::Host& host, sluice::Value config,
                                              const FileFormat& format);

}  // namespace file_plugin
