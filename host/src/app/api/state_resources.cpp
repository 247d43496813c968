// Where pipelines stand: shown, and changed by who may use the API.
#include <optional>

#include "app/api/answers.hpp"
#include "app/api/etag.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/resources.hpp"
#include "app/report/console.hpp"
#include "app/report/state_text.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

using store::PipelineState;

std::string tag_of_state(const PipelineState& state) {
  return quoted_tag(std::to_string(state.sequence));
}

listener::Response none_stored(const Call& call) {
  return problem(ProblemKind::kNotFound,
                 "nothing is stored for a pipeline \"" + call.names[0] + "\"", call.path);
}

// What a change of the state met.
listener::Response not_changed(const Status& why, const Call& call) {
  if (why.code() == SLUICE_E_UNAVAILABLE)
    return problem(ProblemKind::kPipelineBusy, why.message(), call.path);
  return why.code() == SLUICE_E_INVALID ? bad_request(why, call) : unreadable(why, call);
}

// Of one pipeline; nothing: none is stored.
Result<std::optional<PipelineState>> find_state(store::StateStore& store,
                                                const std::string& pipeline) {
  const auto all = store.states();
  if (!all) return all.status();
  for (const PipelineState& one : *all)
    if (one.pipeline == pipeline) return std::optional(one);
  return std::optional<PipelineState>();
}

// Where a pipeline is to go on: {"checkpoint": 12} or {"cursor": "…"}.
struct Place {
  std::optional<int64_t> checkpoint = {};
  std::string cursor = {};
};

Result<Place> place_of(const std::string& body) {
  const Status wrong(SLUICE_E_INVALID,
                     "the body is neither {\"checkpoint\": NUMBER} nor {\"cursor\": TEXT}");
  config::Problems problems("");
  const auto node = config::parse_json(body, problems);
  if (!node || !problems.empty() || node->members.size() != 1) return wrong;
  const config::Node* const checkpoint = node->find("checkpoint");
  if (checkpoint && id_of(checkpoint->text)) return Place{id_of(checkpoint->text)};
  const config::Node* const cursor = node->find("cursor");
  if (!cursor || !cursor->is(config::Kind::kString)) return wrong;
  return Place{{}, cursor->text};
}

listener::Response one_member(const std::string& name, config::Node value) {
  config::Node node = config::Node::object();
  node.set(name, std::move(value));
  return json_response(200, node);
}

// Nothing: the call says nothing of what it has seen, or that is still there. A run in between
// would need the pipeline's lock, as the change does.
std::optional<listener::Response> refusal_of_stale(store::StateStore& states, const Call& call) {
  const std::string_view match = call.request.header("If-Match");
  if (match.empty()) return std::nullopt;
  const auto seen = find_state(states, call.names[0]);
  if (!seen) return unreadable(seen.status(), call);
  if (*seen && lists_tag(match, tag_of_state(**seen))) return std::nullopt;
  return problem(ProblemKind::kStale, "the pipeline has gone on meanwhile; get its state again",
                 call.path);
}

}  // namespace

listener::Response Resources::states(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  auto found = from_.states.states();
  if (!found) return unreadable(found.status(), call);
  const std::string pipeline = call.query.get("pipeline");
  std::erase_if(*found, [&](const PipelineState& one) {
    return !pipeline.empty() && one.pipeline != pipeline;
  });
  const Sight sight = Sight::of(call.caller);
  return page_of(*found, *wanted,
                 [&](const PipelineState& one) { return state_node(sight.seen(one)); });
}

listener::Response Resources::state(const Call& call) {
  const auto found = find_state(from_.states, call.names[0]);
  if (!found) return unreadable(found.status(), call);
  if (!*found) return none_stored(call);
  auto out = json_response(200, state_node(Sight::of(call.caller).seen(**found)));
  out.headers.push_back({"ETag", tag_of_state(**found)});
  return out;
}

listener::Response Resources::checkpoints(const Call& call) {
  const auto found = from_.states.checkpoints(call.names[0]);
  if (!found) return unreadable(found.status(), call);
  config::Node items = config::Node::array();
  for (const store::Checkpoint& one : *found)
    items.items.push_back(checkpoint_node(Sight::of(call.caller).seen(one)));
  return page_response(std::move(items), {});
}

listener::Response Resources::put_cursor(const Call& call) {
  const std::string& pipeline = call.names[0];
  const std::string_view match = call.request.header("If-Match");
  if (match.empty()) return no_precondition("/api/v1/state/" + pipeline, call);
  const auto place = place_of(call.body);
  if (!place) return bad_request(place.status(), call);
  const auto seen = find_state(from_.states, pipeline);
  if (!seen) return unreadable(seen.status(), call);
  if (!*seen) return none_stored(call);
  // That it is still so is for the store to decide.
  const bool fits = lists_tag(match, tag_of_state(**seen));
  const int64_t sequence = (*seen)->sequence;
  Result<bool> done = false;
  if (fits)
    done = place->checkpoint ? from_.states.rewind(pipeline, sequence, *place->checkpoint)
                             : from_.states.put_cursor(pipeline, sequence, place->cursor);
  if (!done) return not_changed(done.status(), call);
  if (*done) return state(call);
  return problem(ProblemKind::kStale, "the pipeline has gone on meanwhile; get its state again",
                 call.path);
}

listener::Response Resources::reset_state(const Call& call) {
  if (auto refused = refusal_of_stale(from_.states, call)) return *std::move(refused);
  const std::string publisher = call.query.get("publisher");
  const auto done = publisher.empty() ? from_.states.reset(call.names[0])
                                      : from_.states.forget_position(call.names[0], publisher);
  if (!done) return not_changed(done.status(), call);
  return one_member("forgotten", flag_node(*done));
}

listener::Response Resources::import_states(const Call& call) {
  const auto states = read_lines<PipelineState>(call.body, state_of_line);
  if (!states) return bad_request(states.status(), call);
  if (Status s = from_.states.import(*states); !s) return not_changed(s, call);
  return one_member("pipelines", unsigned_node(states->size()));
}

listener::Response Resources::back_up(const Call& call) {
  const std::string file = call.query.get("file");
  if (!file.starts_with('/'))
    return problem(ProblemKind::kBadRequest, "file: an absolute path of this machine is wanted",
                   call.path);
  if (Status s = from_.states.back_up(file); !s)
    return problem(ProblemKind::kConflict, s.message(), call.path);
  return one_member("file", text_node(file));
}

}  // namespace sluice::app
