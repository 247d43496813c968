#pragma once
// Checks of a request body before a handler gets it: valid JSON, the right top level, the
// members that the route's row in entities.tsv requires. Throws ApiError. Any thread.

#include "api/call.hpp"

namespace sluice::simulator {

// Reads the body into `call.body`; 400 when it is not the JSON that the route accepts.
void read_body(Call& call);
// `name,data{type,outlet_id}`: 422 or 400, as the operation declares, for the first one missing.
void check_required(const Call& call);
void check_required_query(const Call& call);

}  // namespace sluice::simulator
