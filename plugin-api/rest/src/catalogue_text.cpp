#include <algorithm>
#include <vector>

#include "sluice/rest/action_settings.hpp"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/describe.hpp"
#include "sluice/rest/lists.hpp"
#include "sluice/rest/names.hpp"
#include "sluice/rest/path_template.hpp"

namespace sluice::rest {
namespace {

constexpr size_t kWidth = 96;

// `head` and the words after it, on as many lines as they need.
std::string filled(std::string head, const std::vector<std::string>& words) {
  const std::string indent(head.size(), ' ');
  std::string out, line = std::move(head);
  bool first = true;
  for (size_t i = 0; i < words.size(); i++) {
    std::string word = words[i] + (i + 1 < words.size() ? "," : "");
    if (!first && line.size() + 1 + word.size() > kWidth) {
      out += line + "\n";
      line = indent;
      first = true;
    }
    line.append(first ? "" : " ").append(word);
    first = false;
  }
  return out + line + "\n";
}

std::vector<std::string> reading(const Catalogue& catalogue, std::string_view entity) {
  std::vector<std::string> out;
  for (auto action : catalogue.actions_of(entity, {}))
    if (is_read(*catalogue.get(entity, action))) out.emplace_back(action);
  return out;
}

std::vector<std::string> writing(const Catalogue& catalogue, std::string_view entity) {
  std::vector<std::string> out;
  for (auto action : written_actions(catalogue, entity, {})) out.emplace_back(action);
  return out;
}

std::string index(const Catalogue& catalogue) {
  std::string out = "entities";
  if (!catalogue.preset().empty()) out.append(", in API version ").append(catalogue.preset());
  out += " (read: for a subscriber; write: for a publisher):\n";
  for (auto entity : catalogue.entities()) {
    auto reads = reading(catalogue, entity), writes = writing(catalogue, entity);
    if (reads.empty() && writes.empty()) {
      out += "  " + std::string(entity) + "  in other versions only\n";
      continue;
    }
    out += "  " + std::string(entity);
    if (!reads.empty()) out += "  read: " + joined(reads, ", ");
    if (!writes.empty()) out += "  write: " + joined(writes, ", ");
    out += "\n";
  }
  return out + "`sluice plugins show " + std::string(catalogue.owner()) +
         " ENTITY` has parameters, scopes and a config to copy\n";
}

std::string typed(const NameSpec& spec) {
  std::string out(spec.name);
  if (spec.required) out += "!";
  if (spec.type == NameType::kWhole || spec.type == NameType::kNumber)
    out += ":" + std::string(spec.type == NameType::kWhole ? "int" : "number");
  if (spec.type == NameType::kBool) out += ":bool";
  if (!spec.words.empty()) out.append(":").append(spec.words);
  if (spec.type == NameType::kList && out.find("[]") == out.npos) out += "[]";
  if (spec.most) out.insert(out.size() - 1, "1.." + std::to_string(spec.most));
  if (spec.members.empty())
    return out + (spec.type == NameType::kObject || spec.of_objects ? "{}" : "");
  std::vector<std::string> inner;
  for (const NameSpec& member : spec.members) inner.push_back(typed(member));
  return out + "{" + joined(inner, ", ") + "}";
}

std::vector<std::string> all_typed(const std::vector<NameSpec>& specs) {
  std::vector<std::string> out;
  for (const NameSpec& spec : specs) out.push_back(typed(spec));
  return out;
}

std::string body_lines(const Operation& row) {
  if (row.body_kind == BodyKind::kNone) return {};
  std::string head = "      payload: ";
  if (row.body_kind == BodyKind::kForm) head = "      payload, sent as a form: ";
  if (row.body_kind == BodyKind::kMultipart)
    return head + "image!: a path or a URL of a JPEG or PNG, sent as multipart/form-data\n";
  NameSpec body = read_body(row.body);
  auto words = body.type == NameType::kList ? std::vector<std::string>{typed(body)}
                                            : all_typed(body.members);
  if (words.empty()) words = {"any object"};
  return filled(std::move(head), words);
}

std::string paging_word(const Operation& row) {
  if (row.pagination != PaginationKind::kNone) return ", page by page";
  return row.reply == ReplyKind::kRows ? ", in one page" : "";
}

std::string response_line(const Operation& row) {
  static constexpr std::string_view kWhat[] = {"records",    "one record", "one record",
                                               "no records", "text",       "nothing"};
  std::string out = "      response: ";
  out += kWhat[static_cast<size_t>(row.reply)];
  if (!row.envelope.empty()) out += " at " + std::string(row.envelope);
  return out + paging_word(row) + " (" + std::string(row.success) + ")\n";
}

std::string scope_line(const Operation& row) {
  if (!row.any_scope.empty())
    return "      one of the scopes: " + std::string(row.any_scope) + "\n";
  if (row.scopes.empty()) return {};
  return "      scopes: " + std::string(row.scopes) + "\n";
}

std::string operation_lines(const Operation& row) {
  std::string out = "  " + std::string(row.action) + "  " + std::string(row.method) + " " +
                    std::string(row.path) + "\n";
  if (auto query = read_names(row.query); !query.empty())
    out += filled("      query: ", all_typed(query));
  out += body_lines(row) + response_line(row) + scope_line(row);
  if (row.bulk.most)
    out += "      up to " + std::to_string(row.bulk.most) +
           " records in one request, each payload an item of its list\n";
  if (!row.webhooks.empty()) out += "      webhooks: " + std::string(row.webhooks) + "\n";
  if (!row.versions.empty()) out += "      versions: " + std::string(row.versions) + "\n";
  if (!row.note.empty()) out += "      note: " + std::string(row.note) + "\n";
  if (row.internal) out += "      used by the client itself\n";
  return out;
}

// {path: {a: ..., b: ...}} of the parameters that must be given; empty: none.
std::string request_to_copy(const Operation& row) {
  std::vector<std::string> path, query, parts;
  if (auto parsed = PathTemplate::parse(row.path))
    for (const std::string& name : parsed->parameters()) path.push_back(name + ": ...");
  for (const NameSpec& spec : read_names(row.query))
    if (spec.required) query.push_back(std::string(spec.name) + ": ...");
  if (!path.empty()) parts.push_back("path: {" + joined(path, ", ") + "}");
  if (!query.empty()) parts.push_back("query: {" + joined(query, ", ") + "}");
  return joined(parts, ", ");
}

std::string subscriber_to_copy(const Catalogue& catalogue, const ComponentNames& names,
                               std::string_view entity) {
  auto reads = reading(catalogue, entity);
  if (reads.empty()) return {};
  bool lists = std::find(reads.begin(), reads.end(), "list") != reads.end();
  std::string action = lists ? "list" : reads.front();
  std::string out =
      "  to copy, a subscriber:\n    subscriber:\n      use: " + std::string(names.subscriber) +
      "\n      client: " + std::string(names.client) + "\n      entity: " + std::string(entity) +
      "\n";
  if (!lists && reads.size() > 1) out += "      action: " + action + "\n";
  std::string request = request_to_copy(*catalogue.get(entity, action));
  return request.empty() ? out : out + "      request: {" + request + "}\n";
}

std::string payload_to_copy(const Operation& row) {
  if (row.body_kind == BodyKind::kNone) return {};
  if (row.bulk.most) return "payload: one item";
  std::vector<std::string> members;
  for (const NameSpec& spec : read_body(row.body).members)
    if (spec.required) members.push_back(std::string(spec.name) + ": ...");
  if (members.empty()) members.push_back("...");
  return "payload: {" + joined(members, ", ") + "}";
}

std::string publisher_to_copy(const Catalogue& catalogue, const ComponentNames& names,
                              std::string_view entity) {
  auto writes = writing(catalogue, entity);
  if (writes.empty()) return {};
  const Operation& row = *catalogue.get(entity, writes.front());
  std::string out =
      "  to copy, a publisher:\n    publishers:\n      - use: " + std::string(names.publisher) +
      "\n        client: " + std::string(names.client) +
      "\n        entity: " + std::string(entity) + "\n        action: " + writes.front() + "\n";
  std::vector<std::string> parts;
  for (const std::string& part : {request_to_copy(row), payload_to_copy(row)})
    if (!part.empty()) parts.push_back(part);
  if (!parts.empty()) out += "  each record: {" + joined(parts, ", ") + "}\n";
  return out;
}

// Of the records that its lists give.
std::string members_lines(const Catalogue& catalogue, std::string_view entity) {
  for (const EntityMembers& one : catalogue.members()) {
    if (one.entity != entity) continue;
    auto words = all_typed(read_body(one.names).members);
    if (!one.complete) words.emplace_back("and others that are not described");
    return filled("  members of its records: ", words);
  }
  return {};
}

}  // namespace

std::string catalogue_text(const Catalogue& catalogue, const ComponentNames& names,
                           std::string_view entity) {
  if (entity.empty()) return index(catalogue);
  std::string out = std::string(entity) + "  (! must be given)\n";
  for (const Operation& row : catalogue.rows())
    if (row.entity == entity) out += operation_lines(row);
  return out + members_lines(catalogue, entity) + subscriber_to_copy(catalogue, names, entity) +
         publisher_to_copy(catalogue, names, entity);
}

}  // namespace sluice::rest
