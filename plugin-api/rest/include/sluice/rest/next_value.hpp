// What a response says of the page behind it, at a dotted path. No state; on the subscriber's lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

// The text or number at the path, as text. Nothing if the response says that there is no more:
// absent, null, false, empty text, an empty array or object. E_DATA for every other kind, which
// does say something, but nothing that can be followed.
Result<std::optional<std::string>> next_at(Value envelope, std::string_view path);

// Why a value that next_at() found, or refused, is not `wanted` ("an address").
Status no_next(Value found, std::string_view path, std::string_view wanted);

}  // namespace sluice::rest
