// from_xml, to_xml
#include "members.hpp"
#include "parameters.hpp"
#include "sluice/expression/xml.hpp"

namespace sluice::expression {
namespace {

sluice_value* failed_xml(Evaluator& e, std::string_view function, const Status& why) {
  if (why.message().empty()) return e.fail(why.code(), {});
  return e.fail(std::string(function) + ": " + why.message());
}

// Checked JSON as a value of the batch.
sluice_value* parsed(Evaluator& e, std::string_view json) {
  auto* const result = static_cast<sluice_value*>(e.allocate(sizeof(sluice_value)));
  if (!result) return nullptr;
  sluice_batch* const batch = e.batch();
  const sluice_status code = batch->json->parse(batch, slice(json), result);
  if (!code) return result;
  if (code == SLUICE_E_NO_MEMORY) return e.fail(code, {});
  batch->fault = SLUICE_OK;
  return e.fail("from_xml(): the text has a character that JSON cannot have");
}

sluice_value* from_xml(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text) || !is_small_enough(e, "from_xml()", text.size())) return nullptr;
  const auto root = read_xml(text);
  if (!root) return failed_xml(e, "from_xml()", root.status());
  const sluice_value* const value = parsed(e, root->json);
  const sluice_value* const name = value ? e.copied_string(root->name) : nullptr;
  sluice_value* const result = name ? e.object(1) : nullptr;
  if (result) result->as.members[result->size++] = member_of(text_of(*name), *value);
  return result;
}

sluice_value* to_xml(Evaluator& e, const Arguments& args) {
  if (!e.expand(args[0])) return nullptr;
  sluice_value* const root = args[0];
  const bool has_root = root->size == 1 && !is_array(root->as.members[0].value);
  if (!has_root) return e.fail("to_xml() takes an object of one member, the root element");
  sluice_member& member = root->as.members[0];
  std::string out;
  const Status written =
      write_xml({member.key, member.key_size}, Value(e.batch(), &member.value), kMostBytes, out);
  return written ? e.copied_string(out) : failed_xml(e, "to_xml()", written);
}

constexpr Function kXmlFunctions[] = {
    {"from_xml",
     1,
     1,
     {kStringType},
     kObjectType,
     from_xml,
     {"text",
      "An object of the root element. An element is its text; with attributes or elements in it an "
      "object, whose "
      "members are these (attributes as `@name`, text as `#text`); several of one name are an "
      "array.",
      "from_xml('<order id=\"7\"><sku>A</sku><sku>B</sku></order>')",
      R"({"order":{"@id":"7","sku":["A","B"]}})"}},
    {"to_xml",
     1,
     1,
     {kObjectType},
     kStringType,
     to_xml,
     {"object", "The XML of an object of one member, its root element, in the form of `from_xml`.",
      "to_xml(`{\"order\": {\"@id\": 7, \"sku\": [\"A\", \"B\"]}}`)",
      R"("<order id=\"7\"><sku>A</sku><sku>B</sku></order>")"}},
};

}  // namespace

FunctionList xml_functions() { return {"coding", kXmlFunctions, std::size(kXmlFunctions)}; }

}  // namespace sluice::expression
