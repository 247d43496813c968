// sluice schema [COMPONENT]: the settings of a config, as JSON schema or as Markdown.
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/schema/editor_schema.hpp"
#include "app/schema/schema_text.hpp"
#include "app/wiring/workspace.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

void print_markdown(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  print_text(text);
}

int show_component(const loader::Registry& registry, const std::string& id, bool markdown) {
  const loader::ComponentInfo* component = registry.find(id);
  if (!component) {
    const std::optional<std::string> meant = registry.suggest(id);
    return usage_error("schema", "there is no component \"" + id + "\"" +
                                     (meant ? "; did you mean \"" + *meant + "\"?" : ""));
  }
  if (markdown) {
    print_markdown(component_markdown(*component));
  } else {
    print_text(pretty(schema_node(*component)));
  }
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
  if (!id.empty()) return show_component(*registry, id, options.markdown);
  if (options.markdown) {
    print_markdown(markdown_reference(registry->plugins()));
  } else {
    print_text(pretty(merged_schema(registry->plugins())));
  }
  return kDone;
}

}  // namespace sluice::app
