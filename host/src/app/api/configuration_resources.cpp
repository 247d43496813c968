#include "app/api/configuration_resources.hpp"

#include <algorithm>
#include <set>

#include "app/api/answers.hpp"
#include "app/api/etag.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/secret_marks.hpp"
#include "app/report/console.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

config::Node file_node(const ConfigFile& file) {
  config::Node node = config::Node::object();
  node.set("path", text_node(file.path));
  node.set("size", unsigned_node(file.size));
  node.set("etag", text_node(file.etag));
  node.set("writable", flag_node(file.writable));
  return node;
}

listener::Response no_file(const Call& call) {
  return problem(ProblemKind::kNotFound, "there is no file " + call.names[0], call.path);
}

// What is wrong anyway: a change must not add to it.
std::set<std::string> keys_of(const config::Node& problems) {
  std::set<std::string> out;
  for (const config::Node& one : problems.items)
    if (member_text(one, "severity") == "error")
      out.insert(member_text(one, "file") + '\n' + member_text(one, "pointer") + '\n' +
                 member_text(one, "message"));
  return out;
}

bool adds_none(const std::set<std::string>& now, const std::set<std::string>& before) {
  return std::includes(before.begin(), before.end(), now.begin(), now.end());
}

config::Node errors_of(config::Node problems) {
  std::erase_if(problems.items,
                [](const config::Node& one) { return member_text(one, "severity") != "error"; });
  return problems;
}

}  // namespace

std::optional<listener::Response> unsaved_refusal(const config::Node& body, const Call& call) {
  const config::Node* const files = body.find("files");
  if (!files || (files->members.empty() && files->is(config::Kind::kObject)) ||
      call.caller.may(Role::kEditor))
    return std::nullopt;
  return problem(
      ProblemKind::kForbidden,
      "unsaved texts need the role editor; yours is " + std::string(role_name(call.caller.role)),
      call.path);
}

Result<Replaced> replaced_files(const config::Node& body, const ConfigFolder& folder,
                                const services::Redactor& redactor) {
  Replaced out;
  const config::Node* const files = body.find("files");
  if (!files) return out;
  if (!files->is(config::Kind::kObject))
    return Status(SLUICE_E_INVALID, "files is no object of paths and texts");
  for (const config::Member& one : files->members) {
    if (Status s = folder.check_path(one.key); !s) return s;
    if (!one.value.is(config::Kind::kString) && !one.value.is(config::Kind::kNull))
      return Status(SLUICE_E_INVALID, "files." + one.key + " is neither text nor null");
    if (one.value.is(config::Kind::kNull)) {
      out[folder.name_of(one.key)] = std::nullopt;
      continue;
    }
    auto text = put_secrets_back(one.value.text, folder.read(one.key).value_or(""), redactor);
    if (!text) return Status(text.status()).in(one.key);
    out[folder.name_of(one.key)] = *std::move(text);
  }
  return out;
}

listener::Response ConfigurationResources::files(const Call&) {
  config::Node list = config::Node::array(), out = config::Node::object();
  for (const ConfigFile& file : from_.folder.files()) list.items.push_back(file_node(file));
  out.set("files", std::move(list));
  return json_response(200, out);
}

listener::Response ConfigurationResources::file(const Call& call) {
  if (Status s = from_.folder.check_path(call.names[0]); !s) return bad_request(s, call);
  const auto text = from_.folder.read(call.names[0]);
  if (!text) return no_file(call);
  const auto shown = mark_secrets(*text, from_.redactor);
  if (!shown) return problem(ProblemKind::kConflict, shown.status().message(), call.path);
  return {.body = *shown,
          .content_type = "text/yaml",
          .headers = {{"ETag", tag_of_text(*text)}, {"Cache-Control", "no-store"}}};
}

// With both texts, so that nobody's work is lost.
std::optional<listener::Response> ConfigurationResources::stale(
    const std::string& path, const std::optional<std::string>& now, const Call& call) const {
  const std::string_view match = call.request.header("If-Match");
  const bool is_new = call.request.header("If-None-Match") == "*";
  if (match.empty() && !is_new)
    return no_precondition(std::string(call.path) + ", or If-None-Match: * for a new file", call);
  if (is_new ? !now : now && lists_tag(match, tag_of_text(*now))) return std::nullopt;
  config::Node current = config::Node::object();
  if (now) {
    current.set("etag", text_node(tag_of_text(*now)));
    if (const auto shown = mark_secrets(*now, from_.redactor))
      current.set("text", text_node(*shown));
  }
  if (const auto latest = from_.history.latest_of(path); latest && latest->after == now) {
    current.set("who", text_node(latest->who));
    current.set("at", number_node(latest->at_ms));
  }
  return problem(ProblemKind::kStale,
                 now ? path + " was changed meanwhile" : path + " is not there any more", call.path,
                 "current", std::move(current));
}

listener::Response ConfigurationResources::put_file(const Call& call) {
  const std::string& path = call.names[0];
  if (Status s = from_.folder.check_path(path); !s) return bad_request(s, call);
  if (call.body.size() > config::kMaxConfigSize)
    return problem(ProblemKind::kTooLarge, "a file has at most 4 MiB", call.path);
  const std::lock_guard lock(writing_);
  const auto now = from_.folder.read(path);
  if (auto no = stale(path, now, call)) return *std::move(no);
  auto text = put_secrets_back(call.body, now.value_or(""), from_.redactor);
  if (!text) return problem(ProblemKind::kConfigRefused, text.status().message(), call.path);
  return carry_out({path, now, *std::move(text), now ? "change" : "create"}, call);
}

listener::Response ConfigurationResources::delete_file(const Call& call) {
  const std::string& path = call.names[0];
  if (Status s = from_.folder.check_path(path); !s) return bad_request(s, call);
  const std::lock_guard lock(writing_);
  const auto now = from_.folder.read(path);
  if (!now) return no_file(call);
  if (auto no = stale(path, now, call)) return *std::move(no);
  return carry_out({path, now, std::nullopt, "delete"}, call);
}

Result<config::Node> ConfigurationResources::checked(const Replaced& files) {
  auto out = from_.bench.check(files);
  if (out) name_paths(*out);
  return out;
}

// Files by their paths in the folder.
void ConfigurationResources::name_paths(config::Node& items) const {
  for (config::Node& one : items.items)
    if (config::Node* const file = one.find("file")) file->text = from_.folder.path_of(file->text);
}

// A bad edit is not saved; one that mends a part of what is wrong is.
std::optional<listener::Response> ConfigurationResources::refusal(const Wanted& wanted,
                                                                  const Call& call) {
  auto problems = checked({{from_.folder.name_of(wanted.path), wanted.after}});
  if (!problems) return failed_answer(problems.status(), call);
  const std::set<std::string> wrong = keys_of(*problems);
  if (wrong.empty()) return std::nullopt;
  const auto before = checked({});
  if (before && adds_none(wrong, keys_of(*before))) return std::nullopt;
  return problem(ProblemKind::kConfigRefused, "nothing was saved", call.path, "problems",
                 errors_of(*std::move(problems)));
}

listener::Response ConfigurationResources::carry_out(const Wanted& wanted, const Call& call) {
  if (auto no = refusal(wanted, call)) return *std::move(no);
  const Status written = wanted.after ? from_.folder.write(wanted.path, *wanted.after)
                                      : from_.folder.remove(wanted.path);
  if (!written) return unreadable(written, call);
  const Status kept = from_.history.add(
      {0, 0, call.caller.name, wanted.path, wanted.action, wanted.before, wanted.after});
  if (!kept) return unreadable(Status(kept).in("the file is saved, but not its history"), call);
  return saved(wanted, call);
}

// The file stays saved, whatever becomes of the reload.
listener::Response ConfigurationResources::saved(const Wanted& wanted, const Call& call) {
  config::Node out = config::Node::object();
  if (wanted.after) out.set("etag", text_node(tag_of_text(*wanted.after)));
  Outcome done = from_.control.ask(ReloadCommand{"*"});
  if (done.kind == Outcome::Kind::kRefused) {
    name_paths(done.problems);
    out.set("problems", std::move(done.problems));
  } else if (done.kind != Outcome::Kind::kDone) {
    return not_now(done, call);
  }
  if (const auto view = from_.control.view()) out.set("revision", text_node(view->revision));
  return json_response(200, out);
}

listener::Response ConfigurationResources::validate(const Call& call) {
  const auto body = json_body(call, {{"files", config::Kind::kObject}});
  if (!body) return bad_request(body.status(), call);
  if (auto no = unsaved_refusal(*body, call)) return *std::move(no);
  const auto files = replaced_files(*body, from_.folder, from_.redactor);
  if (!files) return bad_request(files.status(), call);
  auto problems = checked(*files);
  if (!problems) return failed_answer(problems.status(), call);
  config::Node out = config::Node::object();
  out.set("problems", *std::move(problems));
  return json_response(200, out);
}

listener::Response ConfigurationResources::history(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  return page_by_id(from_.history.list(wanted->after, wanted->limit + 1), wanted->limit,
                    change_node);
}

listener::Response ConfigurationResources::change(const Call& call) {
  const auto found = from_.history.find(id_of(call.names[0]));
  if (!found)
    return problem(ProblemKind::kNotFound, "there is no change " + call.names[0], call.path);
  config::Node out = change_node(*found);
  const auto shown = [&](const std::optional<std::string>& text) {
    if (!text) return config::Node();
    const auto marked = mark_secrets(*text, from_.redactor);
    return text_node(marked ? *marked : from_.redactor.redact(*text));
  };
  out.set("before", shown(found->before));
  out.set("after", shown(found->after));
  return json_response(200, out);
}

listener::Response ConfigurationResources::undo(const Call& call) {
  const auto found = from_.history.find(id_of(call.names[0]));
  if (!found)
    return problem(ProblemKind::kNotFound, "there is no change " + call.names[0], call.path);
  if (Status s = from_.folder.check_path(found->path); !s) return bad_request(s, call);
  const std::lock_guard lock(writing_);
  const auto now = from_.folder.read(found->path);
  if (now != found->after)
    return problem(ProblemKind::kConflict, found->path + " was changed since", call.path);
  return carry_out({found->path, now, found->before, "undo"}, call);
}

listener::Response ConfigurationResources::objects(const Call& call) {
  auto out = from_.bench.objects({});
  if (!out) return failed_answer(out.status(), call);
  name_paths(*out);
  return page_response(*std::move(out), "");
}

listener::Response ConfigurationResources::unsaved_objects(const Call& call) {
  const auto body = json_body(call, {{"files", config::Kind::kObject}});
  if (!body) return bad_request(body.status(), call);
  if (auto no = unsaved_refusal(*body, call)) return *std::move(no);
  const auto files = replaced_files(*body, from_.folder, from_.redactor);
  if (!files) return bad_request(files.status(), call);
  auto out = from_.bench.objects(*files);
  if (!out) return failed_answer(out.status(), call);
  name_paths(*out);
  return page_response(*std::move(out), "");
}

}  // namespace sluice::app
