#include "sluice/rest/action_settings.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/api_version.hpp"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/lists.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kUpsert = "upsert";

std::vector<std::string_view> written_entities(const Catalogue& catalogue,
                                               std::string_view version) {
  std::vector<std::string_view> out;
  std::string_view described = catalogue.described_by(version);
  for (const Operation& row : catalogue.rows())
    if (is_write(row) && is_in_version(row, described) && !contains(out, row.entity))
      out.push_back(row.entity);
  return out;
}

bool is_written_somewhere(const Catalogue& catalogue, std::string_view entity,
                          std::string_view action) {
  auto rows = catalogue.rows();
  return std::any_of(rows.begin(), rows.end(), [&](const Operation& row) {
    return row.entity == entity && row.action == action && is_write(row);
  });
}

bool is_made_upsert(const Catalogue& catalogue, std::string_view entity, std::string_view action,
                    std::string_view version) {
  return action == kUpsert && !catalogue.get(entity, kUpsert, version);
}

Status check_names(const Catalogue& catalogue, std::string_view entity, std::string_view action,
                   std::string_view version) {
  auto actions = written_actions(catalogue, entity, version);
  if (contains(actions, action)) return {};
  // It may belong to another version; the message says so.
  if (!catalogue.get(entity, action, version) && is_written_somewhere(catalogue, entity, action))
    return catalogue.find(entity, action, version).status();
  auto entities = written_entities(catalogue, version);
  if (!contains(entities, entity))
    return Status::invalid("/entity", "no entity \"" + std::string(entity) +
                                          "\" that can be published" + hint_for(entity, entities));
  return Status::invalid("/action", std::string(entity) + " has no action \"" +
                                        std::string(action) + "\"" + hint_for(action, actions));
}

Result<Call> call_of(const Catalogue& catalogue, std::string_view entity, std::string_view action,
                     std::string_view version) {
  return Call::make(*catalogue.get(entity, action, version));
}

Status add_create(const Catalogue& catalogue, std::string_view version, ActionSettings& out) {
  auto create = call_of(catalogue, out.main.operation->entity, "create", version);
  if (!create) return create.status();
  for (const std::string& name : out.main.path.parameters())
    if (!contains(create->path.parameters(), name)) out.own.push_back(name);
  out.create = *std::move(create);
  return {};
}

// A number of records that the action's own bound allows.
Status read_per_request(Value config, ActionSettings& out) {
  const Bulk& bulk = out.main.operation->bulk;
  Value given = config["records_per_request"];
  if (!given || given.is_null()) {
    out.per_request = bulk.most;
    return {};
  }
  int64_t wanted = given.integer_or(-1);
  if (wanted == 0 || (wanted > 0 && wanted <= bulk.most)) {
    out.per_request = static_cast<uint32_t>(wanted);
    return {};
  }
  std::string name = call_name(*out.main.operation);
  if (bulk.most == 0)
    return Status::invalid("/records_per_request", name + " takes one record per request");
  return Status::invalid("/records_per_request",
                         name + " takes 1 to " + std::to_string(bulk.most) +
                             " records per request, or 0: each record's payload is a whole body");
}

// A 2xx means it was carried out; no other action makes sense.
Status read_policy(Value config, ActionSettings& out) {
  auto policy = StatusPolicy::read(config["on_status"], "/on_status");
  if (!policy) return policy.status();
  out.on_status = *policy;
  for (int32_t status = 200; status < 300; status++)
    if (policy->of(status) != StatusAction::kDefault)
      return Status::invalid("/on_status", "names " + std::to_string(status) +
                                               ", with which the record was taken; name statuses "
                                               "from 300 to 599");
  return {};
}

bool has_json_body(const Call& call) { return call.operation->body_kind == BodyKind::kJson; }

Status read_idempotency(Value config, ActionSettings& out) {
  auto given = Idempotency::read(config);
  if (!given) return given.status();
  out.idempotency = *std::move(given);
  if (!out.idempotency.header().empty() && out.per_request)
    return Status::invalid("/idempotency/header",
                           "is of one record, but a request holds many; write idempotency: "
                           "{member: NAME}, or records_per_request: 0");
  const bool json = has_json_body(out.main) && (!out.create || has_json_body(*out.create));
  if (!out.idempotency.member().empty() && !json)
    return Status::invalid("/idempotency/member",
                           "needs a JSON body, which this action has not; write header");
  return {};
}

bool sends_file(const ActionSettings& settings) {
  return settings.main.operation->body_kind == BodyKind::kMultipart;
}

Status read_image_folder(Value config, ActionSettings& out) {
  Value given = config["image_folder"];
  if (!given || given.is_null()) return {};
  if (!sends_file(out))
    return Status::invalid("/image_folder", "has no use here: this action sends no image");
  auto folder = ImageFolder::open(std::string(given.string_or("")));
  if (!folder) return Status::invalid("/image_folder", folder.status().message());
  out.images.folder.emplace(*std::move(folder));
  return {};
}

Status read_image_urls(Value config, ActionSettings& out) {
  const std::string_view given = config["image_urls"].string_or("none");
  if (given == "public") out.images.urls = ImageUrls::kPublic;
  if (given == "any") out.images.urls = ImageUrls::kAll;
  if (given != "none" && out.images.urls == ImageUrls::kNone)
    return Status::invalid("/image_urls", "must be none, public or any");
  if (out.images.urls != ImageUrls::kNone && !sends_file(out))
    return Status::invalid("/image_urls", "has no use here: this action sends no image");
  return {};
}

Status read_images(Value config, ActionSettings& out) {
  if (Status s = read_image_folder(config, out); !s) return s;
  if (Status s = read_image_urls(config, out); !s) return s;
  if (!sends_file(out) || out.images.folder || out.images.urls != ImageUrls::kNone) return {};
  return Status::invalid("/image_folder",
                         "is missing: name the folder below which records may name images, or "
                         "allow URLs with image_urls: public");
}

}  // namespace

Result<Call> Call::make(const Operation& operation) {
  auto path = PathTemplate::parse(operation.path);
  if (!path) return path.status();
  return Call{&operation, *std::move(path)};
}

std::vector<std::string_view> written_actions(const Catalogue& catalogue, std::string_view entity,
                                              std::string_view version) {
  std::vector<std::string_view> out;
  for (auto action : catalogue.actions_of(entity, version))
    if (is_write(*catalogue.get(entity, action, version))) out.push_back(action);
  if (contains(out, "create") && contains(out, "update") && !contains(out, kUpsert))
    out.push_back(kUpsert);
  return out;
}

Result<ActionSettings> ActionSettings::read(Context& context, const Catalogue& catalogue) {
  auto config = context.config();
  if (!config) return config.status();
  auto chosen = choose_version(context, catalogue);
  if (!chosen) return chosen.status();
  const std::string_view version = chosen->effective;
  std::string entity((*config)["entity"].string_or(""));
  std::string action((*config)["action"].string_or(""));
  if (auto status = check_names(catalogue, entity, action, version); !status) return status;
  bool made = is_made_upsert(catalogue, entity, action, version);
  auto main = call_of(catalogue, entity, made ? "update" : action, version);
  if (!main) return main.status();
  ActionSettings out;
  out.main = *std::move(main);
  out.version = chosen->own;
  if (made)
    if (auto status = add_create(catalogue, version, out); !status) return status;
  const Operation& writes = made ? *out.create->operation : *out.main.operation;
  const Reread& how = writes.reread;
  const std::string_view owner = how.entity.empty() ? std::string_view(entity) : how.entity;
  if (catalogue.get(owner, how.action, version)) {
    auto reread = call_of(catalogue, owner, how.action, version);
    if (!reread) return reread.status();
    out.reread = *std::move(reread);
  }
  if (auto status = read_per_request(*config, out); !status) return status;
  out.in_flight = static_cast<size_t>((*config)["in_flight"].integer_or(1));
  if (auto status = read_idempotency(*config, out); !status) return status;
  if (auto status = read_policy(*config, out); !status) return status;
  if (auto status = read_images(*config, out); !status) return status;
  return out;
}

}  // namespace sluice::rest
