// What a connector's components have in common: its catalogue, their ids, and the few properties of
// its API that all of them need. Defined once, as a constant; immutable, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/http.hpp"
#include "sluice/rest/catalogue.hpp"

namespace sluice::rest {

struct Connector {
  const Catalogue& catalogue;
  std::string_view client = {};      // "acme.client": the only client its components take
  std::string_view subscriber = {};  // "acme.subscriber"; empty: there is none
  std::string_view publisher = {};   // "acme.publisher"; empty: there is none
  // Rows per page to request where neither the request nor the catalogue says; 0: the
  // server's own number.
  uint32_t page_size = 0;
  // Row member that has a value if the row was deleted: such rows become deletions if the request
  // included deleted rows. Empty: rows do not say.
  std::string_view deleted_at = {};
  std::string_view example = "remote";  // the client's name in a configuration to copy

  // What there is to read and write, for `sluice plugins show`.
  Result<std::string> describe(std::string_view topic, bool json) const;
  // E_INVALID at /client if a component has no client, or another connector's.
  Status check_client(const ClientRef& given) const;
};

}  // namespace sluice::rest
