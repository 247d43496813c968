// The version of the API that a component requests: its own setting, else its client's. No state;
// any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/rest/catalogue.hpp"

namespace sluice::rest {

// Offered by a client that has versions (sluice::Client::own_table).
inline constexpr const char* kVersionTableId = "sluice.rest.version/1";
struct VersionTable {
  uint32_t struct_size;
  void (*put)(void* self, sluice_text* out);  // [any] the client's default version
};

struct ApiVersionChoice {
  std::string own;        // the component's setting; empty: none, and none is sent
  std::string effective;  // used for the catalogue
};

// Reads the setting `version`. Logs a warning if it is unknown or has ended;
// the client warns about its own.
Result<ApiVersionChoice> choose_version(Context& context, const Catalogue& catalogue);

// Writes the catalogue's notice about `version` to the host's log, if there is one.
void warn_of_version(const Host& host, const Catalogue& catalogue, std::string_view version);

}  // namespace sluice::rest
