#include "api/row_response.hpp"

#include "api/views.hpp"
#include "common/api_error.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {

std::string id_object(const Row& row) { return "{\"id\":" + quote(row.id) + "}"; }

Response data_rows(const Call& call, const std::vector<std::string>& rows) {
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

Response wrapped(Call& call, const Row& row) {
  const std::string& envelope = call.route.envelope;
  const std::string text = row_text(call, call.route.table(), row);
  Response response{.status = call.route.success_status, .body = "{\"data\":" + text + "}"};
  if (envelope == "data" && call.route.table() == "users") {
    response.body = "{\"data\":[" + text + "]}";
  } else if (envelope == "data=<id string>") {
    response.body = "{\"data\":" + quote(row.id) + "}";
  } else if (envelope == "data{id}") {
    response.body = "{\"data\":" + id_object(row) + "}";
  } else if (envelope == "bare {id}") {
    response.body = id_object(row);
  } else if (envelope == "bare object") {
    response.body = text;
  } else if (envelope == "data{id,name}") {
    const JsonMembers members = members_of(row);
    response.body =
        "{\"data\":{\"id\":" + quote(row.id) + ",\"name\":" + *members.find("name") + "}}";
  }
  return response;
}

const Row& existing_row(Call& call) {
  const Row* row = call.table().find(call.id());
  if (row == nullptr || row->deleted) throw ApiError(404, "Not Found");
  return *row;
}

}  // namespace sluice::simulator
