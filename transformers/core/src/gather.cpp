#include "gather.hpp"

#include <algorithm>

#include "sluice/expression/copy.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::core {
namespace {

constexpr int64_t kUsualMost = 1'000'000;
// Of a flush: records, and bytes of text in them.
constexpr size_t kMostGroups = 500;
constexpr size_t kMostText = size_t{4} << 20;

// Of an element (`each`) the number of its array's first one: elements are gathered within their
// array, else those of one record would move into another. Empty: it is a whole record.
std::string array_of(const Record& record) {
  const sluice_element* const elements = record.root().batch()->elements;
  if (!elements) return {};
  const sluice_element& one = elements[record.index()];
  return "@" + std::to_string(one.number - one.place);
}

}  // namespace

Result<std::unique_ptr<Gather>> Gather::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Result<State> state = State::of(context.host());
  if (!state.ok()) return state.status();
  Result<GroupKey> by = GroupKey::of(*setup);
  std::optional<expression::Expression> collect;
  SortOrder sort;
  if (Status s = first_failure(
          {by.status(), setup->optional_expression("collect", &collect, "@"), sort.read(*setup)});
      !s.ok())
    return s;
  std::unique_ptr<Gather> gather(new Gather(setup->findings(), *state, *std::move(by)));
  Value config = setup->config();
  gather->collect_ = std::move(collect);
  gather->sort_ = std::move(sort);
  gather->batch_ = static_cast<size_t>(config["batch"].integer_or(0));
  gather->over_walk_ = config["over"].string_or("page") == "walk";
  gather->rows_.set_most(static_cast<uint64_t>(config["most"].integer_or(kUsualMost)));
  return gather;
}

std::vector<LookedAt> Gather::looked_at() {
  std::vector<LookedAt> out = by_.looked_at(findings_);
  if (collect_) out.push_back({"/collect", &collect_->program(), &findings_});
  if (sort_.given()) out.push_back({"/sort", &sort_.program(), &findings_});
  return out;
}

Status Gather::transform_batch(Batch batch, const Cancel& cancel) {
  GroupKey::Evaluators by = by_.evaluators(batch.abi());
  expression::Evaluator collect(collect_->program(), batch.abi());
  std::optional<expression::Evaluator> sort;
  if (sort_.given()) sort.emplace(sort_.program(), batch.abi());
  Groups groups;
  numbers_.clear();
  if (over_walk_)
    if (Status s = begin_walk(batch); !s.ok()) return s;
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    std::string key;
    failure_ = by_.read(record, by, key_, &key);
    if (!failure_.ok()) return &failure_;
    if (!over_walk_) key += array_of(record);
    sluice_value* const root = &record.abi()->root;
    const sluice_value* const value = collect.evaluate(root);
    if (!value) return failure_ = told_of(collect.failure(), "collect", record), &failure_;
    const sluice_value* order = nullptr;
    if (sort && !(order = sort->evaluate(root)))
      return failure_ = told_of(sort->failure(), "sort", record), &failure_;
    failure_ = over_walk_ ? keep_row(record, key, *value, order)
                          : add_to_groups(record, key, *value, order, groups);
    return failure_.ok() ? nullptr : &failure_;
  });
  for (const expression::Evaluator& one : by) tell_notes(findings_, one);
  tell_notes(findings_, collect);
  if (sort) tell_notes(findings_, *sort);
  if (!status.ok()) return status;
  if (over_walk_) return rows_.end(batch);
  for (Group& group : groups)
    if (Status s = give_group(batch, group, sort ? &*sort : nullptr); !s.ok()) return s;
  return {};
}

// What was gathered of the walk before is read again, unless a step in front knows it.
Status Gather::begin_walk(Batch batch) {
  if (Status s = rows_.begin(batch); !s.ok()) return s;
  if (const uint64_t dropped = rows_.take_dropped())
    findings_.remark(
        "record gathered of a walk that was interrupted and begins anew is dropped: the source "
        "gives "
        "it again, but a step in front that keeps what it let through (core.changed, core.distinct "
        "over: always) keeps it out",
        {}, dropped);
  return {};
}

Status Gather::add_to_groups(const Record& record, const std::string& key,
                             const sluice_value& value, const sluice_value* order, Groups& groups) {
  const auto [at, added] = numbers_.try_emplace(key, groups.size());
  if (added) {
    groups.emplace_back();
    if (Status s = by_.write(record.root().batch(), &groups.back().key); !s.ok()) return s;
  }
  groups[at->second].items.push_back({record.index(), value, order});
  return {};
}

// As records of their own; those that they were made of are filtered.
Status Gather::give_group(Batch batch, Group& group, expression::Evaluator* sort) {
  if (sort)
    std::stable_sort(group.items.begin(), group.items.end(), [&](const Item& a, const Item& b) {
      return sort_.before(*sort, *a.order, *b.order);
    });
  const size_t size = part_size(group.items.size());
  for (size_t from = 0; from < group.items.size(); from += size)
    if (Status s = give_part(batch, group, from, std::min(from + size, group.items.size()));
        !s.ok())
      return s;
  for (const Item& item : group.items) batch[item.record].filter();
  return {};
}

Status Gather::give_part(Batch batch, const Group& group, size_t from, size_t to) {
  Result<Record> made = batch.add(batch[group.items[from].record]);
  if (made.status().code() == SLUICE_PAUSED) return {};
  if (!made.ok()) return made.status();
  std::string text = "{\"key\":" + group.key + ",\"items\":[]}";
  Result<sluice_value> root = batch.parse(text);
  if (!root.ok()) return root.status();
  auto* const items = static_cast<sluice_value*>(
      sluice_alloc(batch.abi()->arena, (to - from) * sizeof(sluice_value)));
  sluice_member* const members = sluice_members(batch.abi(), &*root);
  if (!items || !members) return {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"};
  for (size_t i = from; i < to; i++) {
    if (const auto code =
            expression::copy_value(batch.abi(), group.items[i].value, &items[i - from]))
      return {code, "what is collected nests too deep to be copied"};
    if (const auto code =
            batch.abi()->records_api->add_origin(batch.abi(), made->index(), group.items[i].record))
      return {code, "no memory for a group's origins"};
  }
  sluice_value& array = members[1].value;
  array = {};
  array.kind = SLUICE_KIND_ARRAY;
  array.size = static_cast<uint32_t>(to - from);
  array.as.items = items;
  made->abi()->root = *root;
  return {};
}

// [key, value, order]
Status Gather::keep_row(const Record& record, const std::string& key, const sluice_value& value,
                        const sluice_value* order) {
  sluice_batch* const batch = record.root().batch();
  std::string content;
  if (Status s = by_.write(batch, &content); !s.ok()) return s;
  content.insert(0, "[");
  for (const sluice_value* one : {&value, order}) {
    sluice_slice text{};
    if (!one) continue;
    if (const auto code = batch->json->write(batch, one, &text)) return {code, {}};
    content.append(",").append(view(text));
  }
  content += ']';
  Status status = rows_.add(record, key, content);
  if (status.ok()) record.filter();
  return status;
}

// What was gathered of a part is given all the same: no later walk gives it.
Status Gather::begin_flush(Batch into) {
  if (Status s = rows_.read_groups(into); !s.ok()) return s;
  if (into.partial() && !rows_.in_retry() && rows_.groups())
    findings_.remark(
        "group of a walk that left out some of what its source has, so that it may be a part", {},
        rows_.groups());
  return {};
}

Result<bool> Gather::flush(bool first, Batch into, const Cancel& cancel) {
  if (Status s = first ? begin_flush(into) : rows_.remove_given(into); !s.ok()) return s;
  size_t bytes = 0;
  for (size_t groups = 0; groups < kMostGroups && bytes < kMostText; groups++) {
    if (cancel.requested()) return Status(SLUICE_E_CANCELLED, "cancelled while it gave groups");
    const GatheredRows::Group* const group = rows_.next();
    if (!group) return groups > 0;  // their rows are removed in one more call
    if (Status s = give_rows(into, *group, &bytes); !s.ok()) return s;
  }
  return true;
}

Status Gather::give_rows(Batch into, const GatheredRows::Group& group, size_t* bytes) {
  std::vector<sluice_value> rows;
  for (const GatheredRows::Row& one : group.rows) {
    Result<std::string> text = rows_.read(into, one);
    if (!text.ok()) return text.status();
    Result<sluice_value> row = into.parse(*text);
    if (!row.ok()) return row.status();
    if (!sluice_items(into.abi(), &*row))
      return {SLUICE_E_NO_MEMORY, "a group does not fit into a batch's memory; give it batch"};
    rows.push_back(*row);
    *bytes += text->size();
  }
  if (sort_.given()) {
    expression::Evaluator sort(sort_.program(), into.abi());
    std::stable_sort(rows.begin(), rows.end(), [&](const sluice_value& a, const sluice_value& b) {
      return sort_.before(sort, a.as.items[2], b.as.items[2]);
    });
  }
  const size_t size = part_size(rows.size());
  for (size_t from = 0; from < rows.size(); from += size)
    if (Status s = give_rows_part(into, {rows.data() + from, std::min(size, rows.size() - from)});
        !s.ok())
      return s;
  return {};
}

Status Gather::give_rows_part(Batch into, std::span<const sluice_value> rows) {
  sluice_batch* const batch = into.abi();
  std::string record = "{\"key\":";
  for (size_t i = 0; i < rows.size(); i++) {
    sluice_slice key{}, value{};
    if (i == 0) {
      if (const auto code = batch->json->write(batch, &rows[0].as.items[0], &key))
        return {code, {}};
      record.append(view(key)).append(",\"items\":[");
    }
    if (const auto code = batch->json->write(batch, &rows[i].as.items[1], &value))
      return {code, {}};
    record.append(i ? "," : "").append(view(value));
  }
  record += "]}";
  size_t index = 0;
  const auto code = batch->records_api->add_source(batch, slice(record), &index);
  return code ? Status(code, "a group does not fit into a batch's memory; give it batch")
              : Status();
}

}  // namespace sluice::core
