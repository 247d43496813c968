#include "validate.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "schema_words.hpp"

namespace sluice::core {

struct Validate::Schema {
  explicit Schema(const rapidjson::Document& document) : compiled(document), validator(compiled) {}
  rapidjson::SchemaDocument compiled;
  rapidjson::SchemaValidator validator;
};

namespace {

std::string pointer_text(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer out;
  pointer.Stringify(out);
  return {out.GetString(), out.GetSize()};
}

// What is refused, by which rule.
std::string refusal_of(const rapidjson::SchemaValidator& validator) {
  const std::string at = pointer_text(validator.GetInvalidDocumentPointer());
  const std::string rule = pointer_text(validator.GetInvalidSchemaPointer());
  const char* const keyword = validator.GetInvalidSchemaKeyword();
  return "the schema refuses " + (at.empty() ? std::string("the record") : "'" + at + "'") +
         " by its rule '" + (rule.empty() ? "" : rule) + "/" + (keyword ? keyword : "?") + "'";
}

Result<std::string> written(Value value) {
  auto json = value.json();
  return json.ok() ? Result<std::string>(std::string(*json)) : json.status();
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.is_open() && !file.bad()) return text;
  return Status::invalid("/file", "cannot read '" + path + "': " + std::strerror(errno));
}

Status parse_schema(const std::string& text, const char* pointer, const Setup& setup,
                    rapidjson::Document* out) {
  out->Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (out->HasParseError())
    return setup.refuse(
        pointer, {SLUICE_E_INVALID, std::string("the schema is no JSON: ") +
                                        rapidjson::GetParseError_En(out->GetParseError()) +
                                        " (byte " + std::to_string(out->GetErrorOffset()) + ")"});
  Status status;
  for (const SchemaProblem& problem : problems_of_schema(*out)) {
    const std::string where = std::string(pointer) == "/file" ? "/file" : pointer + problem.at;
    const std::string what =
        (where == "/file" && !problem.at.empty() ? problem.at + ": " : "") + problem.what;
    if (problem.is_warning)
      setup.findings().warning(where, what);
    else
      status = first_failure({status, setup.refuse(where, {SLUICE_E_INVALID, what})});
  }
  return status;
}

}  // namespace

Validate::Validate(std::unique_ptr<Schema> schema) : schema_(std::move(schema)) {}
Validate::~Validate() = default;

Result<std::unique_ptr<Validate>> Validate::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Value config = setup->config();
  const bool is_inline = config["schema"].exists();
  if (is_inline == config["file"].exists())
    return Status::invalid("/", "core.validate takes schema (inline) or file, one of them");
  Result<std::string> text =
      is_inline ? written(config["schema"]) : read_file(std::string(config["file"].string_or("")));
  if (!text.ok()) return text.status();
  rapidjson::Document document;
  Status status = parse_schema(*text, is_inline ? "/schema" : "/file", *setup, &document);
  if (!status.ok()) return status;
  return std::unique_ptr<Validate>(new Validate(std::make_unique<Schema>(document)));
}

Status Validate::transform_batch(Batch batch, const Cancel& cancel) {
  return for_each_live(batch, cancel, [&](const Record& record) { return check(record); });
}

const Status* Validate::check(const Record& record) {
  sluice_batch* const batch = record.root().batch();
  sluice_slice text{};
  if (const auto code = batch->json->write(batch, &record.abi()->root, &text))
    return failure_ = {code, {}}, &failure_;
  rapidjson::SchemaValidator& validator = schema_->validator;
  validator.Reset();
  rapidjson::MemoryStream stream(text.data, text.size);
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  const auto parsed = reader.Parse<kFlags>(stream, validator);
  if (validator.IsValid() && !parsed.IsError()) return nullptr;
  failure_ = Status::data(validator.IsValid() ? std::string("it cannot be checked: ") +
                                                    rapidjson::GetParseError_En(parsed.Code())
                                              : refusal_of(validator));
  failure_ = told_of(failure_, {}, record);
  return &failure_;
}

}  // namespace sluice::core
