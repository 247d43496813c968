// Secrets in settings that are not meant for them: a key in a header or a query, the
// token of a webhook's path. No state; any thread.
#pragma once

#include <string_view>

#include "sluice/context.hpp"

namespace http_plugin {

// Makes the host keep values of `headers` or `query` out of logs, errors and tasks: those whose
// name suggests credentials, and those that look like one under any name but Accept and the like.
void protect_values(const sluice::Host& host, sluice::Value object);

// The same with fixed parts of a path or address that look like a credential: 16 characters or
// more, letters and digits.
void protect_path(const sluice::Host& host, std::string_view path);

}  // namespace http_plugin
