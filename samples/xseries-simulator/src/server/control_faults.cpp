#include "common/api_error.hpp"
#include "common/json_members.hpp"
#include "server/control.hpp"

namespace sluice::simulator {
namespace {

std::string known_names() {
  std::string names;
  for (const std::string& name : fault_names()) names += (names.empty() ? "" : ", ") + name;
  return names;
}

int whole(const JsonMembers& body, const char* name, int by_default) {
  const std::string* raw = body.find(name);
  if (raw == nullptr) return by_default;
  const std::optional<std::int64_t> value = as_int(raw);
  if (!value || *value < 0 || *value > 1'000'000'000) {
    throw ApiError(400, std::string(name) + " must be a whole number, not " + *raw);
  }
  return static_cast<int>(*value);
}

Fault read_fault(const JsonMembers& body) {
  const std::string name = as_text(body.find("fault")).value_or("");
  const std::optional<FaultKind> kind = fault_kind(name);
  if (!kind) throw ApiError(400, "unknown fault " + name + "; known are " + known_names());
  Fault fault;
  fault.kind = *kind;
  fault.count = whole(body, "count", fault.count);
  fault.skip = whole(body, "skip", fault.skip);
  fault.path = as_text(body.find("path")).value_or("");
  fault.method = as_text(body.find("method")).value_or("");
  fault.probability = as_number(body.find("probability")).value_or(fault.probability);
  fault.retry_after_s = whole(body, "retry_after_s", fault.retry_after_s);
  fault.delay_ms = whole(body, "delay_ms", fault.delay_ms);
  fault.status = whole(body, "status", fault.status);
  fault.size = static_cast<std::size_t>(whole(body, "size", 0));
  return fault;
}

std::string armed_json(const World& world) {
  std::string rows;
  for (const Fault& fault : world.faults.armed()) {
    if (!rows.empty()) rows += ',';
    rows += "{\"fault\":" + quote(fault_name(fault.kind)) +
            ",\"count\":" + std::to_string(fault.count) +
            ",\"skip\":" + std::to_string(fault.skip) + ",\"path\":" + quote(fault.path) + "}";
  }
  return "{\"armed\":[" + rows + "]}";
}

}  // namespace

Response control_faults(World& world, const Request& request) {
  if (request.method == "DELETE") {
    world.faults.clear();
  } else if (request.method == "POST") {
    const std::optional<JsonMembers> body = JsonMembers::parse(request.body);
    if (!body) throw ApiError(400, "body must be a JSON object");
    world.faults.arm(read_fault(*body));
  } else if (request.method != "GET") {
    throw ApiError(405, "use GET, POST or DELETE on /control/faults");
  }
  return {.body = armed_json(world)};
}

}  // namespace sluice::simulator
