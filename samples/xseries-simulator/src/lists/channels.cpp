#include "lists/channels.hpp"

// The request log of channels, and the security events of the current user.

#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

bool in_status_range(const Call& call, const JsonMembers& row) {
  const std::int64_t status = as_int(row.find("status_code")).value_or(0);
  const auto bound = [&call](const char* name) { return integer_parameter(call.query, name); };
  return status == bound("status_code").value_or(status) &&
         status < bound("status_code_before").value_or(status + 1) &&
         status > bound("status_code_after").value_or(status - 1);
}

bool in_period(const Call& call, const JsonMembers& row) {
  const std::string at = stored_text(row, "occurred_at");
  const std::string* before = call.query.first("occurred_before");
  const std::string* after = call.query.first("occurred_after");
  return (before == nullptr || at < *before) && (after == nullptr || at > *after);
}

// Without `channel_id` only the rows that carry none.
bool of_channel(const Call& call, const JsonMembers& row) {
  const std::string* channel = call.query.first("channel_id");
  return stored_text(row, "channel_id") == (channel == nullptr ? "" : *channel);
}

bool of_method(const Call& call, const JsonMembers& row) {
  const std::string* method = call.query.first("request_method");
  return method == nullptr || stored_text(row, "request_method") == *method;
}

}  // namespace

Response channel_requests(Call& call) {
  Page page;
  for (const auto& [version, row] : call.table().by_version()) {
    const JsonMembers members = members_of(*row);
    if (of_channel(call, members) && of_method(call, members) && in_status_range(call, members) &&
        in_period(call, members)) {
      page.rows.push_back(row);
    }
  }
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

Response channel_request_text(Call& call) {
  const Row* row = call.table().find(call.param("request_log_id"));
  if (row == nullptr) throw ApiError(404, "request log not found");
  const JsonMembers members = members_of(*row);
  return {
      .status = call.route.success_status,
      .body = stored_text(members, "request") + "\n\n" + stored_text(members, "response") + "\n",
      .content_type = "text/plain; charset=UTF-8"};
}

Response security_events(Call& call) {
  JsonObject event;
  event.text("id", "1").text("type", "security").text("action", "insert");
  const Table::VersionIndex& users = call.table("users").by_version();
  event.raw("user_id", users.empty() ? "null" : quote(users.begin()->second->id));
  event.text("ip_address", "192.0.2.1").text("user_agent", "example");
  event.text("occurred_at", iso_z(call.shop.clock.now_ms()));
  return {.status = call.route.success_status, .body = "{\"event\":" + event.done() + "}"};
}

}  // namespace sluice::simulator
