#include "map.hpp"

#include "expression/copy.hpp"

namespace sluice::core {
namespace {

bool overlap(const expression::Path& a, const expression::Path& b) {
  return a.contains(b) || b.contains(a);
}

}  // namespace

Result<std::unique_ptr<Map>> Map::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  std::unique_ptr<Map> map(new Map);
  bool drops = false;
  for (Status status : {map->read_moves(*setup), map->read_sets(*setup),
                        map->read_paths(*setup, "drop", &map->removed_, &drops),
                        map->read_paths(*setup, "keep", &map->kept_, &map->keeps_),
                        map->check_sources(), map->check_targets()})
    if (!status.ok()) return status;
  map->taken_.resize(map->moves_.size() + map->sets_.size());
  map->takes_when_removing_ = !map->keeps_ && map->removed_.slots() == map->moves_.size();
  for (const Move& move : map->moves_) map->targets_.add(move.to);
  for (const Set& set : map->sets_) map->targets_.add(set.to);
  if (map->moves_.empty() && map->sets_.empty() && !drops && !map->keeps_)
    return Status::invalid("/", "core.map changes nothing; give it set, move, drop or keep");
  return map;
}

Status Map::read_moves(const Setup& setup) {
  Value config = setup.config()["move"];
  for (size_t i = 0; i < config.size(); i++) {
    std::string pointer = pointer_to("/move", config.key(i));
    auto from = setup.path(config.key(i), pointer);
    if (!from.ok()) return from.status();
    auto to = setup.path(config.member(i).string_or(""), pointer);
    if (!to.ok()) return to.status();
    removed_.add(from->steps(), moves_.size());
    moves_.push_back({*std::move(from), *std::move(to)});
  }
  return {};
}

Status Map::read_sets(const Setup& setup) {
  Value config = setup.config()["set"];
  for (size_t i = 0; i < config.size(); i++) {
    std::string pointer = pointer_to("/set", config.key(i));
    auto to = setup.path(config.key(i), pointer);
    if (!to.ok()) return to.status();
    auto source = setup.expression(config.member(i).string_or(""), pointer);
    if (!source.ok()) return source.status();
    sets_.push_back({*std::move(source), *std::move(to)});
  }
  return {};
}

Status Map::read_paths(const Setup& setup, std::string_view name, Selection* out, bool* given) {
  Value config = setup.config()[name];
  *given = config.is_array();
  for (size_t i = 0; i < config.size(); i++) {
    std::string pointer = pointer_to("/" + std::string(name), std::to_string(i));
    auto path = setup.path(config.item(i).string_or(""), pointer);
    if (!path.ok()) return path.status();
    out->add(path->steps());
  }
  return {};
}

// A value moves to one place; two moves of one value would share it.
Status Map::check_sources() const {
  for (size_t i = 0; i < moves_.size(); i++)
    for (size_t k = 0; k < i; k++)
      if (overlap(moves_[i].from, moves_[k].from))
        return Status::invalid(pointer_to("/move", moves_[i].from.text()),
                               "'" + moves_[k].from.text() + "' and '" + moves_[i].from.text() +
                                   "' are moved, and one is part of the other; use set for one");
  return {};
}

Status Map::check_targets() const {
  std::vector<const expression::Path*> targets;
  for (const Move& move : moves_) targets.push_back(&move.to);
  for (const Set& set : sets_) targets.push_back(&set.to);
  for (size_t i = 0; i < targets.size(); i++)
    for (size_t k = 0; k < i; k++)
      if (overlap(*targets[i], *targets[k]))
        return Status::invalid(i < moves_.size() ? pointer_to("/move", moves_[i].from.text())
                                                 : pointer_to("/set", targets[i]->text()),
                               "the targets '" + targets[k]->text() + "' and '" +
                                   targets[i]->text() + "' overlap; set each member once");
  return {};
}

Status Map::transform(Batch batch, const Cancel& cancel) {
  Evaluators evaluators;
  evaluators.reserve(sets_.size());
  for (Set& set : sets_) evaluators.emplace_back(set.source.program(), batch.abi());
  return for_each_live(batch, cancel, [&](const Record& record) {
    return change(batch.abi(), &record.abi()->root, evaluators);
  });
}

const Status* Map::change(sluice_batch* batch, sluice_value* root, Evaluators& evaluators) {
  const bool done = expression::is_object(*root)
                        ? take_sets(batch, root, evaluators) && take_moves(batch, root) &&
                              take_out(batch, root) &&
                              targets_.put(batch, root, taken_, removed_.version(), &failure_)
                        : failed_type(*root);
  return done ? nullptr : &failure_;
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
                        ? "the batch's memory budget is spent"
                        : "the value for '" + set.to.text() + "' nests too deep"};
  return false;
}

// Results are copied, for they may be part of the record, or of each other.
bool Map::take_sets(sluice_batch* batch, sluice_value* root, Evaluators& evaluators) {
  Taken* taken = taken_.data() + moves_.size();
  for (size_t i = 0; i < sets_.size(); i++, taken++) {
    const sluice_value* result = evaluators[i].evaluate(root);
    if (!result) return failure_ = evaluators[i].failure(), false;
    const sluice_status code = expression::copy_value(batch, *result, &taken->value);
    if (code) return failed_copy(code, sets_[i]);
    taken->found = true;
  }
  return true;
}

// An absent source leaves its target alone. Mostly the values are taken where the members go.
bool Map::take_moves(sluice_batch* batch, sluice_value* root) {
  Taken* taken = taken_.data();
  for (Move& move : moves_) {
    taken->found = false;
    const sluice_value* value = takes_when_removing_ ? nullptr : move.from.find(batch, root);
    if (value) *taken = {*value, true};
    if (!value && batch->fault) return failed_host(batch->fault);
    taken++;
  }
  return true;
}

bool Map::take_out(sluice_batch* batch, sluice_value* root) {
  if (keeps_ && !kept_.keep_only(batch, root)) return failed_host(batch->fault);
  Taken* const taken = takes_when_removing_ ? taken_.data() : nullptr;
  return removed_.empty() || removed_.remove(batch, root, taken) || failed_host(batch->fault);
}

}  // namespace sluice::core
