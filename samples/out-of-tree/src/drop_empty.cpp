// tidy.drop_empty: removes the record's own fields that are null or empty text.
#include <sluice/plugin.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace {

class DropEmpty final : public sluice::Transformer {
 public:
  static constexpr std::string_view kId = "tidy.drop_empty";

  static sluice::Result<std::unique_ptr<DropEmpty>> create(sluice::Context& context) {
    auto config = context.config();
    if (!config) return config.status();
    auto made = std::make_unique<DropEmpty>();
    const sluice::Value keep = (*config)["keep"];
    for (size_t i = 0; i < keep.size(); i++) made->keep_.emplace_back(keep.item(i).string_or(""));
    return made;
  }

  sluice::Status transform_batch(sluice::Batch batch, const sluice::Cancel&) override {
    for (size_t i = 0; i < batch.size(); i++) {
      const sluice::Record record = batch[i];
      if (!record.live() || !record.root().is_object()) continue;
      batch.clear_fault();
      tidy(batch, record.root().abi());
      // An empty message takes the host's own, of the call that failed.
      if (batch.fault()) record.fail({batch.fault(), ""});
    }
    return {};
  }

 private:
  bool goes(const sluice_member& member) const {
    const sluice_value& v = member.value;
    const bool empty = v.kind == SLUICE_KIND_NULL || (v.kind == SLUICE_KIND_STRING && v.size == 0);
    const std::string_view key(member.key, member.key_size);
    return empty && std::find(keep_.begin(), keep_.end(), key) == keep_.end();
  }

  // Closes the gaps in place; what stays is not copied or rewritten.
  void tidy(const sluice::Batch& batch, sluice_value* object) const {
    sluice_member* first = sluice_members(batch.abi(), object);
    if (!first) return;
    sluice_member* end =
        std::remove_if(first, first + object->size, [this](const auto& m) { return goes(m); });
    object->size = static_cast<uint32_t>(end - first);
  }

  std::vector<std::string> keep_;
};

}  // namespace

SLUICE_PLUGIN(DropEmpty)
