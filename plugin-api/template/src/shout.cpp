// example.shout: writes the text of one field in capital letters.
#include <sluice/plugin.hpp>

namespace {

class Shout final : public sluice::RecordTransformer {
 public:
  // Called for `sluice check`, too: no network, no files.
  explicit Shout(sluice::Context& context) : field_(context.field("field")) {}

  sluice::Status transform(sluice::Record record) override {
    if (!record[field_].is_string()) return {};
    auto text = record[field_].string();
    if (!text) return text.status();  // parks this record
    std::string loud(*text);
    for (char& c : loud)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return record.set(field_, loud);
  }

 private:
  sluice::Field field_;
};

}  // namespace

SLUICE_PLUGIN(Shout)
SLUICE_MANIFEST(R"json({
  "manifest": 1,
  "id": "example",
  "version": "0.1.0",
  "title": "Example",
  "description": "A transformer to start from",
  "components": [
    {
      "id": "example.shout",
      "kind": "transformer",
      "title": "Shout",
      "description": "Writes the text of one field in capital letters (A to Z only)",
      "config": {
        "type": "object",
        "required": ["field"],
        "additionalProperties": false,
        "properties": {
          "field": {
            "type": "string",
            "minLength": 1,
            "title": "Field",
            "description": "Name of the field; records where it is no text pass unchanged",
            "x-example": "name"
          }
        }
      }
    }
  ]
})json")
