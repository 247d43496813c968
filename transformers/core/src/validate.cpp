#include "validate.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "schema_check.hpp"
#include "schema_words.hpp"

namespace sluice::core {
namespace {

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.is_open() && !file.bad()) return text;
  return Status::invalid("/file", "cannot read '" + path + "': " + std::strerror(errno));
}

Result<sluice_value> schema_of(const Setup& setup) {
  const Value config = setup.config();
  if (config["schema"]) return *config["schema"].abi();
  auto text = read_file(std::string(config["file"].string_or("")));
  if (!text.ok()) return text.status();
  auto parsed = Batch(config.batch()).parse(*text);
  if (parsed.ok()) return parsed;
  return setup.refuse("/file",
                      {SLUICE_E_INVALID, "the schema is no JSON: " + parsed.status().message()});
}

Status refuse_at(const Setup& setup, const SchemaProblem& problem) {
  const bool in_file = setup.config()["file"].exists();
  const std::string where = in_file ? "/file" : "/schema" + problem.at;
  const std::string what = (in_file && !problem.at.empty() ? problem.at + ": " : "") + problem.what;
  if (!problem.is_warning) return setup.refuse(where, {SLUICE_E_INVALID, what});
  setup.findings().warning(where, what);
  return {};
}

}  // namespace

Result<std::unique_ptr<Validate>> Validate::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  const Value config = setup->config();
  if (config["schema"].exists() == config["file"].exists())
    return Status::invalid("/", "core.validate takes schema (inline) or file, one of them");
  auto value = schema_of(*setup);
  if (!value.ok()) return value.status();
  const Value schema(config.batch(), &*value);
  Status status;
  for (const SchemaProblem& problem : problems_of_schema(schema))
    status = first_failure({status, refuse_at(*setup, problem)});
  if (!status.ok()) return status;
  auto whole = setup->expression("@", "");
  if (!whole.ok()) return whole.status();
  expression::Evaluator evaluator(whole->program(), config.batch());
  SchemaProblem problem;
  auto compiled = CompiledSchema::compile(schema, evaluator, problem);
  if (!compiled) return refuse_at(*setup, problem);
  return std::unique_ptr<Validate>(new Validate(*std::move(compiled), *std::move(whole)));
}

Status Validate::transform_batch(Batch batch, const Cancel& cancel) {
  expression::Evaluator evaluator(whole_.program(), batch.abi());
  SchemaCheck check(evaluator);
  return for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    failure_ = check.check(schema_.root(), record.root());
    if (failure_.ok()) return nullptr;
    return failure_ = told_of(failure_, {}, record), &failure_;
  });
}

}  // namespace sluice::core
