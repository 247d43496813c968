// Secrets that somebody wrote into a file: what is shown has a mark in their place, and what comes
// back gets them again, so that a file can be edited whose secrets are not shown. Pure functions
// but for the redactor; any thread.
#pragma once

#include <string>
#include <string_view>

#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Shorter ones occur in ordinary words.
inline constexpr size_t kShortestMarked = 8;

// `text` with "__SLUICE_KEPT_SECRET_1__" and so on for its secrets. ${…} is none and stays.
// E_INVALID: a secret is in it in a form that could not be put back.
Result<std::string> mark_secrets(std::string_view text, const services::Redactor& redactor);

// The other way round: `text` with the secrets of `kept`, the file as it is. E_INVALID: it has a
// mark that no secret of this file stands for.
Result<std::string> put_secrets_back(std::string text, std::string_view kept,
                                     const services::Redactor& redactor);

}  // namespace sluice::app
