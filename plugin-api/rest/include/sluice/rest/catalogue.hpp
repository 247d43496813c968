// What a remote API offers, as a table: one row per operation. A connector writes its rows down as
// a constexpr array and looks them up with this class. Immutable; any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sluice/rest/operation.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// One version of the API, oldest first in the catalogue's list.
struct ApiVersion {
  std::string_view name = {};
  std::string_view until = {};  // "2027-01": not guaranteed from this month on; "": no known end
};

class Catalogue {
 public:
  // `rows` and `versions` outlive the catalogue. `owner` names the connector in messages
  // ("lightspeedhq"). `preset` is the default version, and that of `members`.
  constexpr Catalogue(std::string_view owner, std::span<const Operation> rows,
                      std::span<const ApiVersion> versions = {}, std::string_view preset = {},
                      std::span<const EntityMembers> members = {})
      : owner_(owner), rows_(rows), versions_(versions), preset_(preset), members_(members) {}

  // The row, or E_INVALID with a JSON pointer ("/entity: ...") and what may have been meant.
  Result<const Operation*> find(std::string_view entity, std::string_view action,
                                std::string_view version = {}) const;
  // The row, or NULL.
  const Operation* get(std::string_view entity, std::string_view action,
                       std::string_view version = {}) const;
  // Entities that have `action`, and actions that `entity` has, in table order.
  std::vector<std::string_view> entities_with(std::string_view action,
                                              std::string_view version = {}) const;
  std::vector<std::string_view> actions_of(std::string_view entity,
                                           std::string_view version = {}) const;
  // What is known of the records that a row gives in `version`; NULL: nothing.
  const EntityMembers* members_of(const Operation& row, std::string_view version = {}) const;
  // Every entity once, in table order.
  std::vector<std::string_view> entities() const;
  // The versions that have it, space separated; for messages.
  std::string versions_of(std::string_view entity, std::string_view action) const;

  // The version whose rows describe `version`: itself if it is known; the newest for one that is
  // newer, the oldest dated one for an older dated one, since a server responds with that one;
  // else the preset.
  std::string_view described_by(std::string_view version) const;
  // What a person must know about using `version` on `day` ("2026-11-24"): that it is unknown
  // or has ended. Empty: nothing.
  std::string version_notice(std::string_view version, std::string_view day) const;

  std::span<const Operation> rows() const { return rows_; }
  std::span<const ApiVersion> versions() const { return versions_; }
  std::span<const EntityMembers> members() const { return members_; }
  std::string_view preset() const { return preset_; }
  std::string_view owner() const { return owner_; }

 private:
  std::string_view owner_;
  std::span<const Operation> rows_;
  std::span<const ApiVersion> versions_;
  std::string_view preset_;
  std::span<const EntityMembers> members_;
};

// True if the row is one of `version`.
bool is_in_version(const Operation& row, std::string_view version);

}  // namespace sluice::rest
