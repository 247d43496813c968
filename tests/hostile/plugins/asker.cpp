// Asks for a setting that its manifest has, and for one that it has not.
#include <sluice/plugin.hpp>

namespace {

class Step : public sluice::RecordTransformer {
 public:
  Step(sluice::Context& context, const char* setting) : field_(context.field(setting)) {}
  sluice::Status transform(sluice::Record record) override { return record.set(field_, true); }

 private:
  sluice::Field field_;
};

class Declared final : public Step {
 public:
  static constexpr std::string_view kId = "asker.declared";
  explicit Declared(sluice::Context& context) : Step(context, "field") {}
};

class Misspelt final : public Step {
 public:
  static constexpr std::string_view kId = "asker.misspelt";
  explicit Misspelt(sluice::Context& context) : Step(context, "feild") {}
};

}  // namespace

SLUICE_PLUGIN(Declared, Misspelt)
