// What a publisher's configuration says, checked against the catalogue. Made at create; a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/context.hpp"
#include "sluice/rest/attachment.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/idempotency.hpp"
#include "sluice/rest/path_template.hpp"
#include "sluice/rest/status_policy.hpp"

namespace sluice::rest {

// An operation with its parsed path.
struct Call {
  const Operation* operation = nullptr;
  PathTemplate path = {};

  static Result<Call> make(const Operation& operation);
};

// One action, or two: `upsert` of an entity that has none of its own updates a record whose path
// names it, and creates one whose path does not.
struct ActionSettings {
  Call main = {};                     // the action; for upsert the update
  std::optional<Call> create = {};    // upsert only
  std::vector<std::string> own = {};  // upsert only: path parameters that name a record
  std::optional<Call> reread = {};    // how to look for a write whose response was lost
  std::string version = {};           // of the API; empty: the client's
  uint32_t per_request = 0;           // records sent together; 0: a record is the whole request
  size_t in_flight = 1;               // requests under way at the same time

  Idempotency idempotency = {};

  StatusPolicy on_status = {};
  ImageSources images = {};  // of actions that send a file

  // Reads entity, action, version, records_per_request, in_flight, idempotency, on_status,
  // image_folder and image_urls.
  // E_INVALID starts with the JSON pointer to what is wrong.
  static Result<ActionSettings> read(Context& context, const Catalogue& catalogue);
};

// What can be published: actions of an entity, including `upsert` where it combines two of them.
std::vector<std::string_view> written_actions(const Catalogue& catalogue, std::string_view entity,
                                              std::string_view version);

}  // namespace sluice::rest
