// tidy.drop_empty: removes the record's own fields that are null or empty text.
#include <sluice/plugin.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

class DropEmpty final : public sluice::RecordTransformer {
 public:
  explicit DropEmpty(sluice::Context& context) {
    const sluice::Value keep = context.setting("keep");
    for (size_t i = 0; i < keep.size(); i++) keep_.emplace_back(keep.item(i).string_or(""));
  }

  sluice::Status transform(sluice::Record record) override {
    record.root().remove_if([this](std::string_view name, sluice::Value value) {
      const bool empty = value.is_null() || (value.is_string() && value.text().empty());
      return empty && std::find(keep_.begin(), keep_.end(), name) == keep_.end();
    });
    return {};
  }

 private:
  std::vector<std::string> keep_;
};

}  // namespace

SLUICE_PLUGIN(DropEmpty)
