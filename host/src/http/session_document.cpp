#include "http/session_document.hpp"

#include "config/merge_patch.hpp"
#include "config/parse.hpp"
#include "config/schema_check.hpp"
#include "config/schema_fragment.hpp"

namespace sluice::http {
namespace {

using config::Node;

// What only a connector sets, never a configuration. A missing address is reported
// elsewhere.
constexpr std::string_view kOverlayOnly = R"json({
  "required": null,
  "properties": {
    "name": {"type": "string"},
    "credential": {"type": "string"},
    "verify_tls": {"type": "boolean", "default": true},
    "public_only": {"type": "boolean", "default": false},
    "max_body_bytes": {"type": "integer", "minimum": 1}
  }
})json";

Result<Node> object_of(std::string_view json, std::string_view what) {
  if (json.empty()) return Node::object();
  config::Problems problems{std::string(what)};
  std::optional<Node> out = config::parse_json(json, problems);
  if (!out || !problems.empty()) return Status::invalid("", std::string(what) + " is not JSON");
  if (!out->is(config::Kind::kObject))
    return Status::invalid("", std::string(what) + " must be an object");
  return *std::move(out);
}

Node own_schema(std::string_view json) {
  config::Problems problems{"schema"};
  return *config::parse_json(json, problems);
}

const Node& user_schema() {
  static const Node kSchema = own_schema(config::schema_fragment(config::kHttpSession));
  return kSchema;
}

const Node& session_schema() {
  static const Node kSchema = [] {
    Node out = user_schema();
    config::merge_patch(out, own_schema(kOverlayOnly));
    return out;
  }();
  return kSchema;
}

// Removes members that are the component's own.
void keep_named(Node& config) {
  const Node& named = *user_schema().find("properties");
  std::erase_if(config.members, [&](const config::Member& m) { return !named.find(m.key); });
}

Status check(Node& settings, services::Redactor& redactor) {
  config::Problems problems{"settings"};
  const config::Protect protect = [&](std::string_view secret) { redactor.protect(secret); };
  if (config::check_schema(session_schema(), {settings, "", problems, protect})) return {};
  const config::Problem first = problems.sorted().front();
  return Status::invalid(first.pointer, first.message);
}

}  // namespace

SessionDocument session_document(std::string_view config, std::string_view overlay,
                                 services::Redactor& redactor) {
  SessionDocument out{Node::object(), {}};
  auto own = object_of(config, "the configuration");
  auto added = object_of(overlay, "the overlay");
  out.status = own ? added.status() : own.status();
  if (!out.status) return out;
  keep_named(*own);
  config::merge_patch(out.settings, *own);
  config::merge_patch(out.settings, *added);
  out.status = check(out.settings, redactor);
  return out;
}

}  // namespace sluice::http
