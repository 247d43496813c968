#include "map.hpp"

#include "sluice/expression/copy.hpp"

namespace sluice::core {
namespace {

bool is_wild(std::string_view from, std::string_view to) {
  return WildPath::is_wild(from) || WildPath::is_wild(to);
}

bool overlap(const expression::Path& a, const expression::Path& b) {
  return a.contains(b) || b.contains(a);
}

}  // namespace

Result<std::unique_ptr<Map>> Map::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  std::unique_ptr<Map> map(new Map(setup->findings()));
  bool drops = false;
  Status status = first_failure({map->wild_.read(*setup), map->read_moves(*setup),
                                 map->read_sets(*setup, "set"), map->read_sets(*setup, "template"),
                                 map->read_constants(*setup),
                                 map->read_paths(*setup, "drop", &map->removed_, &drops),
                                 map->read_paths(*setup, "keep", &map->kept_, &map->keeps_)});
  if (status.ok()) status = first_failure({map->check_sources(*setup), map->check_targets(*setup)});
  if (!status.ok()) return status;
  map->read_renamed(*setup);
  map->found_.resize(map->moves_.size() + map->sets_.size());
  map->takes_when_removing_ = !map->keeps_ && map->removed_.slots() == map->moves_.size();
  for (const Move& move : map->moves_) {
    map->targets_.add(move.to);
    map->moves_inner_ = map->moves_inner_ || move.from.steps().size() > 1;
  }
  for (const Set& set : map->sets_) map->targets_.add(set.to);
  if (map->moves_.empty() && map->sets_.empty() && !drops && !map->keeps_ && !map->wild_.given())
    return Status::invalid("/",
                           "core.map changes nothing; give it set, template, const, move, rename, "
                           "drop or keep");
  return map;
}

Status Map::read_moves(const Setup& setup) {
  Value config = setup.config()["move"];
  Status failure;
  for (size_t i = 0; i < config.size(); i++) {
    std::string pointer = pointer_to("/move", config.key(i));
    if (is_wild(config.key(i), config.member(i).string_or(""))) continue;
    auto from = setup.place(config.key(i), pointer);
    auto to = setup.place(config.member(i).string_or(""), pointer);
    if (!from.ok() || !to.ok()) {
      failure = first_failure({failure, from.status(), to.status()});
      continue;
    }
    removed_.add(from->steps(), moves_.size());
    moves_.push_back({*std::move(from), *std::move(to)});
  }
  return failure;
}

// "set" has expressions, "template" text with expressions in it.
Status Map::read_sets(const Setup& setup, std::string_view name) {
  Value config = setup.config()[name];
  Status failure;
  for (size_t i = 0; i < config.size(); i++) {
    std::string_view target = config.key(i);
    std::string pointer = pointer_to("/" + std::string(name), target);
    const bool is_optional = !target.empty() && target.back() == '?';
    if (is_optional) target.remove_suffix(1);
    auto source = name == "set" ? setup.expression(config.member(i), pointer)
                                : setup.text_template(config.member(i).string_or(""), pointer);
    add_set(setup.place(target, pointer), std::move(source), pointer, is_optional, &failure);
  }
  return failure;
}

Status Map::read_constants(const Setup& setup) {
  Value config = setup.config()["const"];
  Status failure;
  for (size_t i = 0; i < config.size(); i++) {
    std::string pointer = pointer_to("/const", config.key(i));
    add_set(setup.place(config.key(i), pointer), setup.constant(config.member(i), pointer), pointer,
            false, &failure);
  }
  return failure;
}

void Map::add_set(Result<expression::Path> to, Result<expression::Expression> source,
                  std::string pointer, bool is_optional, Status* failure) {
  if (!to.ok() || !source.ok())
    *failure = first_failure({*failure, to.status(), source.status()});
  else
    sets_.push_back({*std::move(source), *std::move(to), std::move(pointer), is_optional});
}

Status Map::read_paths(const Setup& setup, std::string_view name, Selection* out, bool* given) {
  Value config = setup.config()[name];
  const bool kept_by_stars = name == "keep" && wild_.has_keep();
  *given = config.is_array() && !kept_by_stars;
  if (kept_by_stars) return {};
  Status failure;
  for (size_t i = 0; i < config.size(); i++) {
    std::string pointer = pointer_to("/" + std::string(name), std::to_string(i));
    if (WildPath::is_wild(config.item(i).string_or(""))) continue;
    auto path = setup.path(config.item(i).string_or(""), pointer);
    if (!path.ok()) {
      failure = first_failure({failure, path.status()});
      continue;
    }
    out->add(path->steps());
    (name == "keep" ? keep_ : drop_).push_back({*std::move(path), std::move(pointer)});
  }
  return failure;
}

// Names without a star; what is wrong with them has been told (WildMembers).
void Map::read_renamed(const Setup& setup) {
  const Value config = setup.config()["rename"];
  for (size_t i = 0; i < config.size(); i++) {
    if (WildPath::is_wild(config.key(i))) continue;
    std::string pointer = pointer_to("/rename", config.key(i));
    auto path = setup.path(config.key(i), pointer);
    if (path.ok()) renamed_.push_back({*std::move(path), std::move(pointer)});
  }
}

// A value moves to one place; two moves of one value would share it.
Status Map::check_sources(const Setup& setup) const {
  Status failure;
  for (size_t i = 0; i < moves_.size(); i++)
    for (size_t k = 0; k < i; k++)
      if (overlap(moves_[i].from, moves_[k].from))
        failure = setup.refuse(
            pointer_to("/move", moves_[i].from.text()),
            {SLUICE_E_INVALID, "'" + moves_[k].from.text() + "' and '" + moves_[i].from.text() +
                                   "' are moved, and one is part of the other; use set for one"});
  return failure;
}

Status Map::check_targets(const Setup& setup) const {
  struct Target {
    const expression::Path* path;
    std::string pointer;
  };
  std::vector<Target> targets;
  for (const Move& move : moves_)
    targets.push_back({&move.to, pointer_to("/move", move.from.text())});
  for (const Set& set : sets_) targets.push_back({&set.to, set.pointer});
  Status failure;
  for (size_t i = 0; i < targets.size(); i++)
    for (size_t k = 0; k < i; k++)
      if (overlap(*targets[i].path, *targets[k].path))
        failure = setup.refuse(
            targets[i].pointer,
            {SLUICE_E_INVALID, "the targets '" + targets[k].path->text() + "' and '" +
                                   targets[i].path->text() + "' overlap; set each member once"});
  return failure;
}

const Status* Map::failed(sluice_batch* batch, const sluice_value* root) {
  failure_ = told_of(failure_, {}, batch, root);
  return &failure_;
}

bool Map::failed_set(const Set& set, const Status& why) {
  if (why.message().empty() || why.code() != SLUICE_E_DATA) return failure_ = why, false;
  failure_ = Status::data("set " + set.to.text() + ": " + why.message());
  return false;
}

bool Map::failed_array(const Move& move, std::string_view array) {
  const std::string name(array);
  failure_ = Status::data("cannot move '" + move.from.text() + "': '" + name +
                          "' is an array, and move works on one place; set the whole array, as in "
                          "set: {" +
                          name + ": \"" + name + "[].{...}\"}");
  return false;
}

bool Map::failed_type(const sluice_value& root) {
  failure_ =
      Status::data(std::string("core.map takes records that are objects; this one is of type ") +
                   expression::type_name(root));
  return false;
}

// The batch has the host's message.
bool Map::failed_host(sluice_status code) {
  failure_ = {code, {}};
  return false;
}

bool Map::failed_copy(sluice_status code, const Set& set) {
  failure_ = {code, code == SLUICE_E_NO_MEMORY
                        ? "the batch's memory budget is exhausted"
                        : "the value for '" + set.to.text() + "' nests too deep"};
  return false;
}

// Results are copied, since they may be part of the record, or of each other.
bool Map::take_sets(sluice_batch* batch, sluice_value* root, Evaluators& evaluators) {
  FoundValue* found = found_.data() + moves_.size();
  for (size_t i = 0; i < sets_.size(); i++, found++) {
    const sluice_value* result = evaluators[i].evaluate(root);
    if (!result) return failed_set(sets_[i], evaluators[i].failure());
    found->found = !(sets_[i].is_optional && result->kind == SLUICE_KIND_NULL);
    if (!found->found) continue;
    const sluice_status code = expression::copy_value(batch, *result, &found->value);
    if (code) return failed_copy(code, sets_[i]);
  }
  return true;
}

// An absent source leaves its target unchanged. Mostly the values are taken where the members go.
inline bool Map::take_moves(sluice_batch* batch, sluice_value* root) {
  for (size_t i = 0; i < moves_.size(); i++) found_[i].found = false;
  if (takes_when_removing_ && !moves_inner_) return true;
  return find_moves(batch, root);
}

bool Map::find_moves(sluice_batch* batch, sluice_value* root) {
  FoundValue* found = found_.data();
  for (Move& move : moves_) {
    const sluice_value* value = takes_when_removing_ ? nullptr : move.from.find(batch, root);
    if (value) *found = {*value, true};
    if (!value && move.from.steps().size() > 1)
      if (const std::string_view array = move.from.array_on_way(batch, root); !array.empty())
        return failed_array(move, array);
    if (!value && batch->fault) return failed_host(batch->fault);
    found++;
  }
  return true;
}

inline bool Map::take_out(sluice_batch* batch, sluice_value* root) {
  if (keeps_ && !kept_.keep_only(batch, root)) return failed_host(batch->fault);
  FoundValue* const found = takes_when_removing_ ? found_.data() : nullptr;
  if (!removed_.empty() && !removed_.remove(batch, root, found)) return failed_host(batch->fault);
  return !wild_.given() || (failure_ = wild_.take_out(batch, root)).ok();
}

// Stars take out other members of each record, so that shapes say nothing.
inline bool Map::put_targets(sluice_batch* batch, sluice_value* root) {
  const uint64_t version = wild_.given() ? 0 : removed_.version();
  return targets_.put(batch, root, found_, version, &failure_) &&
         (!wild_.given() || (failure_ = wild_.put(batch, root)).ok());
}

inline const Status* Map::change(sluice_batch* batch, sluice_value* root, Evaluators& evaluators) {
  const bool done = expression::is_object(*root)
                        ? (sets_.empty() || take_sets(batch, root, evaluators)) &&
                              take_moves(batch, root) && take_out(batch, root) &&
                              put_targets(batch, root)
                        : failed_type(*root);
  return done ? nullptr : failed(batch, root);
}

Status Map::transform_batch(Batch batch, const Cancel& cancel) {
  Evaluators evaluators;
  evaluators.reserve(sets_.size());
  for (Set& set : sets_) evaluators.emplace_back(set.source.program(), batch.abi());
  Status status = for_each_live(batch, cancel, [&](const Record& record) {
    return change(batch.abi(), &record.abi()->root, evaluators);
  });
  for (const expression::Evaluator& evaluator : evaluators) tell_notes(findings_, evaluator);
  return status;
}

}  // namespace sluice::core
