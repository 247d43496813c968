// What a remote API offers, as a table: one row an operation. A connector writes its rows down as
// a constexpr array and asks this class about them. Immutable; any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sluice/rest/paging.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// Lists of names are comma separated, in the API's own spelling. Text lives as long as the program.
struct Operation {
  std::string_view entity = {};
  std::string_view action = {};  // list, get, create, update, delete, ...
  std::string_view method = {};
  std::string_view path = {};            // behind the client's prefix: "/customers/{customer_id}"
  std::string_view query = {};           // parameters that may be given
  std::string_view required_query = {};  // parameters that must be given
  std::string_view envelope = {};  // where the records are: "data", "payload.data"; "": the body
  PaginationKind pagination = PaginationKind::kNone;
  PagingTraits paging = {};                  // where the list differs from its kind
  std::string_view row_version = "version";  // where a row keeps its version
  std::string_view unpaged_with = {};        // query parameters that switch paging off
  std::string_view success = "200";          // statuses the vendor documents for success
  std::string_view scopes = {};              // space separated: all of them are needed
};

class Catalogue {
 public:
  // `rows` outlives the catalogue. `owner` names the connector in messages ("lightspeedhq").
  constexpr Catalogue(std::string_view owner, std::span<const Operation> rows)
      : owner_(owner), rows_(rows) {}

  // The row, or E_INVALID with a JSON pointer ("/entity: ...") and what may have been meant.
  Result<const Operation*> find(std::string_view entity, std::string_view action) const;
  // The row, or NULL.
  const Operation* get(std::string_view entity, std::string_view action) const;
  // Entities that have `action`, and actions that `entity` has, in table order.
  std::vector<std::string_view> entities_with(std::string_view action) const;
  std::vector<std::string_view> actions_of(std::string_view entity) const;
  std::span<const Operation> rows() const { return rows_; }

 private:
  std::string_view owner_;
  std::span<const Operation> rows_;
};

}  // namespace sluice::rest
