// Which version of the API a component asks for: its own setting, else its client's. No state; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/rest/catalogue.hpp"

namespace sluice::rest {

// Offered by a client that knows versions (sluice::Client::own_table).
inline constexpr const char* kVersionTableId = "sluice.rest.version/1";
struct VersionTable {
  uint32_t struct_size;
  void (*put)(void* self, sluice_text* out);  // [any] what the client asks for by itself
};

struct ApiVersionChoice {
  std::string own;        // the component's setting; empty: none, and none is sent
  std::string effective;  // what the catalogue is asked about
};

// Reads the setting `version`. One that is not known or has ended is warned of in the host's log;
// the client warns of its own.
Result<ApiVersionChoice> choose_version(Context& context, const Catalogue& catalogue);

// Writes the catalogue's notice about `version` to the host's log, if there is one.
void warn_of_version(const Host& host, const Catalogue& catalogue, std::string_view version);

}  // namespace sluice::rest
