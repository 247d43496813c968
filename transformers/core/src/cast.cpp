#include "cast.hpp"

#include "sluice/expression/absent.hpp"
#include "sluice/expression/known_check.hpp"

namespace sluice::core {

Result<std::unique_ptr<Cast>> Cast::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  std::unique_ptr<Cast> cast(new Cast(setup->findings()));
  if (Status status = cast->read_fields(*setup); !status.ok()) return status;
  std::string_view bad_value = setup->config()["bad_value"].string_or("fail");
  if (bad_value == "null") cast->bad_value_ = BadValue::kNull;
  if (bad_value == "keep") cast->bad_value_ = BadValue::kKeep;
  cast->yes_ = setup->intern("true");
  cast->no_ = setup->intern("false");
  cast->null_ = setup->intern("null");
  if (!cast->yes_.data || !cast->no_.data || !cast->null_.data)
    return Status(SLUICE_E_NO_MEMORY, "no memory to keep text");
  return cast;
}

Status Cast::read_fields(const Setup& setup) {
  Value fields = setup.config()["fields"];
  Status failure;
  for (size_t i = 0; i < fields.size(); i++) {
    std::string pointer = pointer_to("/fields", fields.key(i));
    auto path = setup.path(fields.key(i), pointer);
    std::string wanted(fields.member(i).string_or(""));
    auto conversion = Conversion::parse(wanted);
    Status status = path.status();
    if (!conversion.ok()) status = setup.refuse(pointer, conversion.status());
    if (!status.ok()) failure = std::move(status);
    if (failure.ok()) fields_.push_back({pointer, *std::move(path), *conversion, wanted});
  }
  if (!failure.ok()) return failure;
  if (fields_.empty()) return Status::invalid("/fields", "core.cast needs at least one field");
  return {};
}

// Of what is cast no more is known than that it is there.
Result<std::string> Cast::members(std::string_view in) {
  const expression::Known record = expression::known_of(in);
  expression::Known out = record;
  for (const Field& field : fields_) {
    std::string missing;
    expression::known_at(record, field.path.steps(), &missing);
    expression::check_known(field.path, record, findings_, field.pointer);
    if (missing.empty()) out = expression::known_with(out, field.path.steps(), nullptr);
  }
  return expression::json_of(out);
}

std::vector<std::string> Cast::absent() {
  std::vector<std::string> out;
  for (const Field& field : fields_) expression::add_absent(field.path, &out);
  return out;
}

Status Cast::transform_batch(Batch batch, const Cancel& cancel) {
  Converter converter(batch.abi(), yes_, no_);
  return for_each_live(batch, cancel,
                       [&](const Record& record) { return change(record, converter); });
}

const Status* Cast::change(const Record& record, Converter& converter) {
  sluice_batch* batch = record.root().batch();
  for (Field& field : fields_) {
    if (cast_at(batch, record.root().abi(), 0, field, converter)) continue;
    if (!items_.empty()) failure_ = {failure_.code(), failure_.message() + ", at item " + items_};
    items_.clear();
    return failure_ = told_of(failure_, {}, record), &failure_;
  }
  return nullptr;
}

// From this step of the path on.
bool Cast::cast_at(sluice_batch* batch, sluice_value* value, size_t step, Field& field,
                   Converter& converter) {
  std::vector<expression::Step>& steps = field.path.steps();
  for (; step < steps.size(); step++) {
    if (expression::is_array(*value)) return cast_items(batch, value, step, field, converter);
    sluice_member* member = expression::find_member(batch, value, steps[step]);
    if (!member) return !batch->fault || (failure_ = Status(batch->fault, {}), false);
    value = &member->value;
  }
  sluice_value converted{};
  if (!converter.convert(field.conversion, *value, &converted))
    return cannot(batch, field, value, converter.out_of_memory());
  *value = converted;
  return true;
}

bool Cast::cast_items(sluice_batch* batch, sluice_value* array, size_t step, Field& field,
                      Converter& converter) {
  if (array->kind == SLUICE_KIND_RAW && batch->json->expand(batch, array))
    return failure_ = Status(batch->fault, {}), false;
  for (uint32_t i = 0; i < array->size; i++) {
    if (cast_at(batch, &array->as.items[i], step, field, converter)) continue;
    items_.insert(0, "[" + std::to_string(i) + "]");
    return false;
  }
  return true;
}

bool Cast::cannot(sluice_batch* batch, Field& field, sluice_value* value, bool out_of_memory) {
  if (out_of_memory) {
    failure_ = {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"};
    return false;
  }
  batch->fault = SLUICE_OK;
  if (bad_value_ == BadValue::kNull)
    *value = expression::make_scalar(SLUICE_KIND_NULL, view(null_));
  if (bad_value_ != BadValue::kFail) return true;
  std::string shown;
  if (value->kind <= SLUICE_KIND_STRING) {
    constexpr size_t kShown = 40;
    shown = " '" + std::string(expression::text_of(*value).substr(0, kShown)) + "'";
  }
  failure_ = Status::data("cannot cast '" + field.path.text() + "' to " + field.wanted + ": its " +
                          expression::type_name(*value) + shown + " has no such form");
  return false;
}

}  // namespace sluice::core
