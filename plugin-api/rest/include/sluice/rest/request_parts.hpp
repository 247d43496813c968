// {path, query, payload}: how a configuration or a record describes a request, read and checked
// against an operation. Values that borrow from the batch they were read from; no thread rule.
#pragma once

#include <string_view>

#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/parameters.hpp"
#include "sluice/rest/path_template.hpp"
#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

struct RequestParts {
  Parameters path, query;
  Value payload;  // absent or null: none; lives as long as its batch

  // `pointer` is where `object` stands ("/request"; empty for a record) and starts every message.
  // E_INVALID for a member that is not one of the three, or a parameter of a wrong kind.
  static Result<RequestParts> read(Value object, std::string_view pointer);

  // Refuses names the operation does not have ("did you mean"), and required ones that are
  // missing. A query name without the brackets of a list parameter gets them. A path parameter
  // written as null passes: it is filled in before the request is made, or fill() refuses it.
  Status check(const Operation& operation, const PathTemplate& path_template,
               std::string_view pointer);
  // The part of check() about names in the path that the operation does not have.
  Status check_path_names(const Operation& operation, const PathTemplate& path_template,
                          std::string_view pointer) const;
};

}  // namespace sluice::rest
