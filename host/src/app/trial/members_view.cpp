#include "app/trial/members_view.hpp"

#include "app/report/console.hpp"
#include "app/wiring/component_name.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

void set_schema(config::Node& object, const char* name, const std::string& text) {
  config::Problems problems("");
  auto schema = config::parse_json(text, problems);
  if (schema && problems.empty()) object.set(name, std::move(*schema));
}

}  // namespace

std::vector<MembersAt> members_of(Assembly& assembly, const config::PipelineConfig& pipeline) {
  std::vector<MembersAt> out;
  assembly.show_members(pipeline, [&](const config::ComponentConfig& config,
                                      const std::string& before, const std::string& after) {
    out.push_back({config.instance, written_at(config), before, after});
  });
  return out;
}

config::Node members_node(const std::vector<MembersAt>& places) {
  config::Node list = config::Node::array(), out = config::Node::object();
  for (const MembersAt& place : places) {
    config::Node one = config::Node::object();
    one.set("instance", text_node(place.instance));
    one.set("pointer", text_node(place.pointer));
    if (!place.before.empty()) set_schema(one, "before", place.before);
    if (!place.after.empty()) set_schema(one, "after", place.after);
    list.items.push_back(std::move(one));
  }
  out.set("items", std::move(list));
  return out;
}

void print_members(const std::vector<MembersAt>& places) {
  for (const MembersAt& place : places)
    print("behind " + place.instance + ": " + (place.after.empty() ? "not known" : place.after));
}

}  // namespace sluice::app
