#include <doctest/doctest.h>

#include "unit/transformers/harness.hpp"

namespace sluice {
namespace {

// Does with each record what the setting `work` says.
class Worker final : public RecordTransformer {
 public:
  static constexpr std::string_view kId = "test.worker";

  static Result<std::unique_ptr<Worker>> create(Context& context) {
    try {
      return std::make_unique<Worker>(context);
    } catch (const Error& e) {
      return e.status();
    }
  }
  explicit Worker(Context& context)
      : work_(context.setting("work").string_or("")),
        field_(context.field("field")),
        other_(context.host().abi(), "other") {}

  Status transform(Record record) override {
    if (work_ == "text") return record.set(field_, "a \"new\" text");
    if (work_ == "number") return record.set(field_, -42);
    if (work_ == "bool") return record.set(field_, true);
    if (work_ == "null") return record.set(field_, nullptr);
    if (work_ == "share") return record.set(field_, record[other_]);
    if (work_ == "digits") return record.root().find(field_).set_number("19.90");
    if (work_ == "words") return record.root().find(field_).set_number("ten");
    if (work_ == "remove") return record.remove(field_), Status();
    if (work_ == "numbers") {
      record.root().remove_if(
          [](std::string_view name, Value v) { return name != "b" && v.is_number(); });
      return {};
    }
    if (work_ == "look") return record[field_].size() ? Status() : Status();
    if (work_ == "filter") return record.filter(), Status();
    if (work_ == "throw") throw Error(Status::data("thrown"));
    if (work_ == "system") return {SLUICE_E_UNAVAILABLE, "the table is away"};
    auto number = record.require_number(field_);
    if (!number) return number.status();
    auto value = number->number();
    return value ? record.set(field_, static_cast<int64_t>(*value * 2)) : value.status();
  }

 private:
  std::string work_;
  Field field_, other_;
};

using Work = Harness<Worker>;

std::string after(std::string_view work, std::string_view record) {
  return Work(R"({"field":"a","work":")" + std::string(work) + "\"}").change(record);
}

TEST_CASE("a field is set where it stands, or added behind the others") {
  CHECK(after("text", R"({"a":1,"b":2})") == R"({"a":"a \"new\" text","b":2})");
  CHECK(after("number", R"({"b":2})") == R"({"b":2,"a":-42})");
  CHECK(after("bool", R"({})") == R"({"a":true})");
  CHECK(after("null", R"({"a":[1]})") == R"({"a":null})");
  CHECK(after("share", R"({"other":{"x":1.50}})") == R"({"other":{"x":1.50},"a":{"x":1.50}})");
}

TEST_CASE("a number is set by its digits, and only by digits") {
  CHECK(after("digits", R"({"a":1})") == R"({"a":19.90})");
  CHECK(after("words", R"({"a":1})") == "failed: not a number: ten");
}

TEST_CASE("a field is taken out, and nothing happens where it is missing") {
  CHECK(after("remove", R"({"b":1,"a":2,"c":3})") == R"({"b":1,"c":3})");
  CHECK(after("remove", R"({"b":1})") == R"({"b":1})");
}

TEST_CASE("members are taken out by name and value, and the others stay as they are") {
  CHECK(after("numbers", R"({"a":1,"b":2.50,"c":"3","d":4})") == R"({"b":2.50,"c":"3"})");
  CHECK(after("numbers", "[1]") == "[1]");
}

TEST_CASE("what a record has to have parks it by name where it is missing or of another kind") {
  CHECK(after("double", R"({"a":21})") == R"({"a":42})");
  CHECK(after("double", R"({"a":"21"})") == "failed: \"a\" is no number");
  CHECK(after("double", R"({})") == "failed: it has no number \"a\"");
  CHECK(after("double", R"([1])") == "failed: it has no number \"a\"");
}

TEST_CASE("a record that is no object cannot have a field set") {
  CHECK(after("number", "[1,2]") == "failed: no object, which could have \"a\"");
}

TEST_CASE("a record that cannot be looked into parks, though its transformer did not ask") {
  CHECK(after("look", R"({"a":{"x":1,"x":2}})").find("failed: ") == 0);
}

TEST_CASE("an error that is thrown parks the record, one of the system fails the batch") {
  CHECK(after("throw", R"({"a":1})") == "failed: thrown");
  CHECK(after("system", R"({"a":1})") == "status: the table is away");
}

TEST_CASE("a filtered record is gone") { CHECK(after("filter", R"({"a":1})") == "filtered"); }

TEST_CASE("a constructor that throws refuses the configuration by the setting's name") {
  CHECK(Work::refusal(R"({"work":"text"})") == "/field: give the name of a field");
}

}  // namespace
}  // namespace sluice
