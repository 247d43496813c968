// What every handle of curl is told about connecting, whoever uses it. Pure function; no thread
// rule.
#pragma once

#include <curl/curl.h>

#include "http/session_settings.hpp"

namespace sluice::http {

void set_connecting_options(CURL* easy, const SessionSettings& settings);

}  // namespace sluice::http
