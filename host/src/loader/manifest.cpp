#include "loader/manifest.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

#include "config/parse.hpp"
#include "loader/known_services.hpp"
#include "loader/schema_include.hpp"
#include "loader/schema_keywords.hpp"

namespace sluice::loader {
namespace {

using rapidjson::Value;

constexpr std::array<std::string_view, 4> kKinds = {"client", "subscriber", "publisher",
                                                    "transformer"};

Status bad(std::string message) { return {SLUICE_E_INVALID, "manifest: " + std::move(message)}; }

// Lower-case letters, digits, `_` and `-`, starting with a letter.
bool is_id_word(std::string_view word) {
  constexpr size_t kLongest = 64;
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto inner = [&](char c) {
    return lower(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !word.empty() && word.size() <= kLongest && lower(word.front()) &&
         std::all_of(word.begin(), word.end(), inner);
}

bool deeper_than(const Value& v, unsigned levels) {
  if (!v.IsObject() && !v.IsArray()) return false;
  if (levels == 0) return true;
  if (v.IsArray())
    return std::any_of(v.Begin(), v.End(),
                       [&](const Value& item) { return deeper_than(item, levels - 1); });
  return std::any_of(v.MemberBegin(), v.MemberEnd(),
                     [&](const auto& member) { return deeper_than(member.value, levels - 1); });
}

// A text member; `required` ones must not be empty.
Status read_text(const Value& object, const char* name, bool required, std::string* out) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd())
    return required ? bad(std::string(name) + " is missing") : Status();
  if (!found->value.IsString()) return bad(std::string(name) + " must be text");
  out->assign(found->value.GetString(), found->value.GetStringLength());
  return required && out->empty() ? bad(std::string(name) + " is empty") : Status();
}

Status read_kind(const Value& component, ComponentInfo* out) {
  std::string word;
  if (Status s = read_text(component, "kind", true, &word); !s) return s;
  const auto found = std::find(kKinds.begin(), kKinds.end(), word);
  if (found == kKinds.end())
    return bad("kind of " + out->id + " is \"" + word +
               "\"; it must be client, subscriber, publisher or transformer");
  out->kind = static_cast<Kind>(found - kKinds.begin());
  return {};
}

Status read_needs(const Value& component, ComponentInfo* out) {
  const auto found = component.FindMember("requires");
  if (found == component.MemberEnd()) return {};
  if (!found->value.IsArray()) return bad("requires of " + out->id + " must be a list");
  for (const Value& id : found->value.GetArray()) {
    if (!id.IsString()) return bad("requires of " + out->id + " must be a list of texts");
    if (!is_known_service(id.GetString()))
      return bad(out->id + " requires " + id.GetString() +
                 ", which this host does not offer; it needs a newer host");
    out->needs.emplace_back(id.GetString());
  }
  return {};
}

// A list of setting names, or none.
Status read_names(const Value& component, const char* member, const std::string& id,
                  std::vector<std::string>* out) {
  const auto list = component.FindMember(member);
  if (list == component.MemberEnd()) return {};
  if (!list->value.IsArray()) return bad(std::string(member) + " of " + id + " must be a list");
  for (const Value& setting : list->value.GetArray()) {
    if (!setting.IsString())
      return bad(std::string(member) + " of " + id + " must be a list of texts");
    out->emplace_back(setting.GetString());
  }
  return {};
}

// Settings with values of which something is said, or none.
Status read_values(const Value& component, const char* member, const std::string& id,
                   std::vector<std::pair<std::string, std::string>>* out) {
  const auto settings = component.FindMember(member);
  if (settings == component.MemberEnd()) return {};
  if (!settings->value.IsObject())
    return bad(std::string(member) + " of " + id + " must be an object");
  for (const auto& setting : settings->value.GetObject()) {
    if (!setting.value.IsArray())
      return bad(std::string(member) + " of " + id + " must hold lists of texts");
    for (const Value& value : setting.value.GetArray()) {
      if (!value.IsString())
        return bad(std::string(member) + " of " + id + " must hold lists of texts");
      out->emplace_back(setting.name.GetString(), value.GetString());
    }
  }
  return {};
}

// true or false; not there: false.
Status read_flag(const Value& component, const char* member, const std::string& id, bool* out) {
  const auto flag = component.FindMember(member);
  if (flag == component.MemberEnd()) return {};
  if (!flag->value.IsBool())
    return bad(std::string(member) + " of " + id + " must be true or false");
  *out = flag->value.GetBool();
  return {};
}

Status read_flow(const Value& component, ComponentInfo* out) {
  if (Status s = read_names(component, "x-incremental", out->id, &out->incremental); !s) return s;
  if (Status s = read_names(component, "x-inputs", out->id, &out->inputs); !s) return s;
  if (Status s = read_names(component, "x-outputs", out->id, &out->outputs); !s) return s;
  if (Status s = read_names(component, "x-target", out->id, &out->target); !s) return s;
  if (Status s = read_values(component, "x-partial", out->id, &out->partial); !s) return s;
  if (Status s = read_values(component, "x-at-end", out->id, &out->at_end); !s) return s;
  if (Status s = read_flag(component, "x-sets-order", out->id, &out->sets_order); !s) return s;
  if (out->sets_order && out->kind != Kind::kTransformer)
    return bad("x-sets-order of " + out->id + ": only a transformer gives records an order");
  return read_values(component, "x-replaces", out->id, &out->replaces);
}

std::string json_of(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

// The schema of a component's settings as a whole.
Status check_config_schema(const Value& schema) {
  if (Status s = check_schema(schema); !s) return s;
  const auto type = schema.FindMember("type");
  return type != schema.MemberEnd() && type->value == "object"
             ? Status()
             : Status::invalid("/type", "must be \"object\"");
}

// The host takes its own settings out of a step's section.
Status check_names(const Value& schema, Kind kind) {
  const auto properties = schema.FindMember("properties");
  if (kind != Kind::kTransformer || properties == schema.MemberEnd()) return {};
  for (const char* name : {"when", "each", "on_error"})
    if (properties->value.HasMember(name))
      return Status::invalid(std::string("/properties/") + name,
                             "is a setting that the host gives every step; name yours otherwise");
  return {};
}

Status read_schema(const Value& component, ComponentInfo* out) {
  out->schema = R"({"type":"object","additionalProperties":false})";
  const auto found = component.FindMember("config");
  if (found == component.MemberEnd()) return {};
  const std::string where = "config schema of " + out->id + ": ";
  if (!found->value.IsObject()) return bad(where + "must be a schema (an object)");
  auto whole = with_fragment(json_of(found->value));
  if (!whole) return bad(where + whole.status().message());
  rapidjson::Document schema;
  schema.Parse(whole->data(), whole->size());
  if (Status s = check_config_schema(schema); !s) return bad(where + s.message());
  if (Status s = check_names(schema, out->kind); !s) return bad(where + s.message());
  out->schema = *std::move(whole);
  return {};
}

Status read_component_id(const Value& component, const PluginInfo& plugin, ComponentInfo* out) {
  if (Status s = read_text(component, "id", true, &out->id); !s) return s;
  const std::string prefix = plugin.id + ".";
  if (out->id.compare(0, prefix.size(), prefix) != 0)
    return bad("component id \"" + out->id + "\" does not start with \"" + prefix + "\"");
  if (!is_id_word(std::string_view(out->id).substr(prefix.size())))
    return bad("component id \"" + out->id +
               "\" must continue with a lower-case letter, then letters, digits, _ or -");
  for (const ComponentInfo& other : plugin.components)
    if (other.id == out->id) return bad("component id \"" + out->id + "\" is there twice");
  return {};
}

Status read_component(const Value& component, PluginInfo* plugin) {
  if (!component.IsObject()) return bad("components must be a list of objects");
  ComponentInfo info;
  if (Status s = read_component_id(component, *plugin, &info); !s) return s;
  if (Status s = read_kind(component, &info); !s) return s;
  if (Status s = read_text(component, "title", false, &info.title); !s) return s;
  if (Status s = read_text(component, "description", false, &info.description); !s) return s;
  if (Status s = read_needs(component, &info); !s) return s;
  if (Status s = read_flow(component, &info); !s) return s;
  if (Status s = read_schema(component, &info); !s) return s;
  plugin->components.push_back(std::move(info));
  return {};
}

Status read_identity(const Value& manifest, PluginInfo* out) {
  const auto version = manifest.FindMember("manifest");
  if (version == manifest.MemberEnd() || !version->value.IsInt() || version->value.GetInt() != 1)
    return bad("\"manifest\": 1 is missing, or it is of another version");
  if (Status s = read_text(manifest, "id", true, &out->id); !s) return s;
  if (!is_id_word(out->id))
    return bad("id \"" + out->id +
               "\" must be a lower-case letter, then letters, digits, _ or -, 64 at most");
  if (Status s = read_text(manifest, "version", true, &out->version); !s) return s;
  if (Status s = read_text(manifest, "title", false, &out->title); !s) return s;
  if (Status s = read_text(manifest, "description", false, &out->description); !s) return s;
  return read_text(manifest, "license", false, &out->license);
}

Status read_components(const Value& manifest, PluginInfo* out) {
  const auto components = manifest.FindMember("components");
  if (components == manifest.MemberEnd() || !components->value.IsArray() ||
      components->value.Empty())
    return bad("components must be a list of one or more");
  for (const Value& component : components->value.GetArray())
    if (Status s = read_component(component, out); !s) return s;
  return {};
}

Status not_json(std::string_view text, const rapidjson::Document& document) {
  const config::Position at = config::position_at(text, document.GetErrorOffset());
  return bad("not JSON at line " + std::to_string(at.line) + ", column " +
             std::to_string(at.column) + ": " +
             rapidjson::GetParseError_En(document.GetParseError()));
}

}  // namespace

std::string_view kind_name(Kind kind) { return kKinds[static_cast<size_t>(kind)]; }

Result<PluginInfo> parse_manifest(std::string_view json) {
  if (json.size() > kMaxManifest)
    return bad("has " + std::to_string(json.size()) + " bytes; the limit is " +
               std::to_string(kMaxManifest));
  rapidjson::Document document;
  // Iterative: nesting must not end in a stack overflow.
  document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
      json.data(), json.size());
  if (document.HasParseError()) return not_json(json, document);
  if (deeper_than(document, kMaxManifestDepth))
    return bad("nested deeper than " + std::to_string(kMaxManifestDepth) + " levels");
  if (!document.IsObject()) return bad("must be an object");
  PluginInfo plugin;
  if (Status s = read_identity(document, &plugin); !s) return s;
  if (Status s = read_components(document, &plugin); !s) return s;
  return plugin;
}

}  // namespace sluice::loader
