#pragma once
// The row that a path names, and responses that show rows. Under the simulator's lock.

#include <string>
#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

// {"id":…}
std::string id_object(const Row& row);
// The row that the path names; 404 when there is none or it is deleted.
const Row& existing_row(Call& call);
// The route's success status with the row in the route's envelope.
Response wrapped(Call& call, const Row& row);
// The same status with these rows as {"data":[...]}.
Response data_rows(const Call& call, const std::vector<std::string>& rows);

}  // namespace sluice::simulator
