#include "branch.hpp"

#include "sluice/expression/copy.hpp"

namespace sluice::core {

Result<std::unique_ptr<Branch>> Branch::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Value config = setup->config();
  auto items = setup->expression(config["items"].string_or(""), "/items");
  auto as = setup->place(config["as"] ? config["as"].string_or("") : "as", "/as");
  if (Status status = first_failure({items.status(), as.status()}); !status.ok()) return status;
  std::unique_ptr<Branch> branch(new Branch(setup->findings(), *std::move(items)));
  branch->has_as_ = config["as"].exists();
  if (branch->has_as_) branch->as_.add(*std::move(as));
  branch->keep_parent_ = config["keep_parent"].bool_or(false);
  if (branch->keep_parent_ && !branch->has_as_)
    return Status::invalid("/keep_parent", "the item needs a place in the parent; name it with as");
  auto path = branch->items_.plain_path();
  if (!path.empty()) branch->own_items_.add(path);
  return branch;
}

Status Branch::transform_batch(Batch batch, const Cancel& cancel) {
  expression::Evaluator evaluator(items_.program(), batch.abi());
  Status status =
      for_each_live(batch, cancel, [&](const Record& record) { return split(record, evaluator); });
  tell_notes(findings_, evaluator);
  return status;
}

bool Branch::failed(Status why) {
  failure_ = std::move(why);
  return false;
}

bool Branch::failed_copy(sluice_status code) {
  return failed({code, code == SLUICE_E_NO_MEMORY ? "the batch's memory budget is exhausted"
                                                  : "the record nests too deep to be copied"});
}

const Status* Branch::split(const Record& parent, expression::Evaluator& evaluator) {
  sluice_batch* batch = evaluator.batch();
  sluice_value* root = &parent.abi()->root;
  // Before the items are expanded: values that are raw now are cheap to copy, and stay raw.
  sluice_value kept{};
  if (keep_parent_ && !carried(batch, *root, &kept)) return &failure_;
  sluice_value* items = evaluator.evaluate(root);
  if (!items) return failure_ = told_of(evaluator.failure(), "items", parent), &failure_;
  if (items->kind == SLUICE_KIND_NULL) return parent.filter(), nullptr;
  if (!expression::is_array(*items)) {
    failed(Status::data(std::string("core.branch takes an array; items is of type ") +
                        expression::type_name(*items)));
    return &failure_;
  }
  if (!evaluator.expand(items)) return &evaluator.failure();
  return add_all(parent, *items, kept) ? nullptr : &failure_;
}

// The parent's members except the array.
bool Branch::carried(sluice_batch* batch, const sluice_value& root, sluice_value* out) {
  if (!expression::is_object(root))
    return failed(Status::data(std::string("core.branch keeps parents that are objects; this one "
                                           "is of type ") +
                               expression::type_name(root)));
  if (sluice_status code = expression::copy_value(batch, root, out)) return failed_copy(code);
  if (!own_items_.empty() && !own_items_.remove(batch, out)) return failed({batch->fault, {}});
  return shared(batch, out);
}

// Values expanded by earlier steps become text again, once: text is shared by all the new records,
// but an expanded value would have to be copied for each.
bool Branch::shared(sluice_batch* batch, sluice_value* kept) {
  sluice_member* const members = sluice_members(batch, kept);
  if (!members) return failed({batch->fault, {}});
  for (uint32_t i = 0; i < kept->size; i++) {
    sluice_value& value = members[i].value;
    if (value.kind != SLUICE_KIND_ARRAY && value.kind != SLUICE_KIND_OBJECT) continue;
    sluice_slice text{};
    sluice_status code = batch->json->write(batch, &value, &text);
    if (!code) code = batch->json->parse(batch, text, &value);
    if (code) return failed({code, {}});
  }
  return true;
}

// A parent that fails half-way takes its new records with it: it is parked, and replayed whole.
bool Branch::add_all(const Record& parent, sluice_value items, const sluice_value& carried) {
  sluice_batch* batch = parent.root().batch();
  size_t first = batch->count;
  bool done = true;
  for (uint32_t i = 0; done && i < items.size; i++) {
    Result<Record> added = Batch(batch).add(parent);
    if (added.status().code() == SLUICE_PAUSED) continue;
    if (!added.ok()) return failed(added.status());
    sluice_value root{};
    done = shape(batch, items.as.items[i], carried, &root);
    if (done) added->abi()->root = root;
  }
  for (size_t i = first; !done && i < batch->count; i++) Record(batch, i).filter();
  if (done) parent.filter();
  return done;
}

bool Branch::shape(sluice_batch* batch, const sluice_value& item, const sluice_value& carried,
                   sluice_value* root) {
  sluice_value own{};
  if (sluice_status code = expression::copy_value(batch, item, &own)) return failed_copy(code);
  if (!has_as_) return *root = own, true;
  root->kind = SLUICE_KIND_OBJECT;
  if (keep_parent_)
    if (sluice_status code = expression::copy_value(batch, carried, root)) return failed_copy(code);
  const FoundValue found{own, true};
  return as_.put(batch, root, {&found, 1}, 0, &failure_);
}

}  // namespace sluice::core
