// sluice schema [COMPONENT]: the settings of a config, as JSON schema or as Markdown.
#include "app/commands/commands.hpp"
#include "app/commands/editor_schema.hpp"
#include "app/commands/schema_text.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/workspace.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

int show_component(const loader::Registry& registry, const std::string& id) {
  const loader::ComponentInfo* component = registry.find(id);
  if (!component) {
    const std::optional<std::string> meant = registry.suggest(id);
    return usage_error("schema", "there is no component \"" + id + "\"" +
                                     (meant ? "; did you mean \"" + *meant + "\"?" : ""));
  }
  print_text(pretty(schema_node(*component)));
  return kDone;
}

}  // namespace

int schema_command(Options options) {
  const std::string id = options.take();
  config::Problems problems(options.config);
  const std::optional<loader::Registry> registry = scan_plugins(options, problems);
  if (!registry) {
    print_problems(problems, services::Redactor());
    return kInvalid;
  }
  if (!id.empty()) return show_component(*registry, id);
  if (options.markdown) {
    std::string text = markdown_reference(registry->plugins());
    while (!text.empty() && text.back() == '\n') text.pop_back();
    print_text(text);
  } else {
    print_text(pretty(merged_schema(registry->plugins())));
  }
  return kDone;
}

}  // namespace sluice::app
