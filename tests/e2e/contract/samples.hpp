// Requests made of a catalogue row alone, and answers made of the vendor's index alone. No state.
#pragma once

#include <string>

#include "contract.hpp"
#include "sluice/rest/operation.hpp"

namespace lightspeedhq::contract {

// Which parameters and members a sample has.
enum class Members { kAll, kRequired };

// {path, query, payload} with the path parameters and these query parameters and body members of
// the row; `image` is the file a multipart body sends. For a bulk action the payload is one item.
std::string sample_record(const sluice::rest::Operation& row, Members members,
                          const std::string& image);
// The request of a walk: what is required, and pages of one row where the list has a size.
std::string walk_request(const sluice::rest::Operation& row);

// A body that the documents call a success, and how many records a reader finds in it.
struct SampleResponse {
  std::string content_type, body;
  size_t records = 0;
};
SampleResponse sample_response(const Operation& operation, int status);
// Two pages of a list: one row with more to follow, and an empty one.
SampleResponse first_page(const Operation& operation);
SampleResponse last_page(const Operation& operation);

}  // namespace lightspeedhq::contract
