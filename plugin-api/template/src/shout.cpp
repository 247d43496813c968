// example.shout: writes the text of one field in capital letters.
#include <sluice/plugin.hpp>

#include <memory>
#include <string>

namespace {

class Shout final : public sluice::Transformer {
 public:
  static constexpr std::string_view kId = "example.shout";

  // Called for `sluice check`, too: no network, no files.
  static sluice::Result<std::unique_ptr<Shout>> create(sluice::Context& context) {
    auto config = context.config();
    if (!config) return config.status();
    // The host has checked the configuration against the schema: the field is there.
    return std::make_unique<Shout>(std::string((*config)["field"].string_or("")));
  }

  explicit Shout(std::string field) : field_(std::move(field)) {}

  sluice::Status transform(sluice::Batch batch, const sluice::Cancel&) override {
    for (size_t i = 0; i < batch.size(); i++) {
      const sluice::Record record = batch[i];
      if (!record.live()) continue;
      if (sluice::Status s = shout(batch, record); !s) record.fail(s);
    }
    return {};
  }

 private:
  sluice::Status shout(const sluice::Batch& batch, const sluice::Record& record) {
    sluice::Value value = record.root().find(field_, &hint_);
    if (!value.is_string()) return {};
    auto text = value.string();
    if (!text) return text.status();
    std::string loud(*text);
    for (char& c : loud)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    // What a record points to must live as long as its batch: copy it there.
    const sluice_slice kept = batch.copy(loud);
    if (!kept.data) return {SLUICE_E_NO_MEMORY, "no memory for the field"};
    *value.abi() = sluice_string(kept.data, static_cast<uint32_t>(kept.size));
    return {};
  }

  std::string field_;
  uint32_t hint_ = 0;  // where the field stood in the record before: saves the search
};

}  // namespace

SLUICE_PLUGIN(Shout)
