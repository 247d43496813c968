#include "loader/plugin.hpp"

#include "loader/library.hpp"
#include "loader/manifest.hpp"
#include "loader/undeclared_setting.hpp"
#include "platform/call_site.hpp"
#include "platform/elf_manifest.hpp"
#include "sluice/manifest.h"

namespace sluice::loader {
namespace {

constexpr uint64_t kMaxLibrary = UINT64_C(1) << 30;
constexpr size_t kMaxIds = 10'000;

}  // namespace

Result<std::unique_ptr<Plugin>> Plugin::read(const std::filesystem::path& file) {
  const auto trusted = platform::open_trusted_file(file, kMaxLibrary);
  if (!trusted) return trusted.status();
  const auto section = platform::read_library_manifest(
      [&](uint64_t offset, char* to, size_t size) { return trusted->read_at(offset, to, size); },
      trusted->identity.size);
  if (!section) return section.status();
  const sluice_manifest_header& header = section->header;
  if (Status s = check_versions(header.abi_major, header.record_layout); !s) return s;
  if (!section->exports_entry)
    return Status(SLUICE_E_UNSUPPORTED,
                  "does not export sluice_plugin_v1 (SLUICE_PLUGIN is missing, or the export map)");
  auto info = parse_manifest(section->json);
  if (!info) return info.status();
  info->path = trusted->path;
  info->abi_major = header.abi_major;
  info->abi_minor = header.abi_minor;
  return std::unique_ptr<Plugin>(new Plugin(*std::move(info), trusted->identity));
}

Plugin::Plugin(PluginInfo info, platform::FileIdentity file) : info_(std::move(info)), file_(file) {
  for (ComponentInfo& component : info_.components) component.plugin = &info_;
}

Plugin::~Plugin() {
  if (!initialised_) return;
  const std::string called = "plugin " + info_.id;
  const platform::InCall in_call("", called.c_str(), "deinit");
  try {
    entry_->table.deinit();
  } catch (...) {
    // The registry is being destroyed; there is nothing left to save.
  }
}

Status Plugin::open() {
  if (entry_) return {};
  const auto now = platform::open_trusted_file(info_.path, kMaxLibrary);
  if (!now) return now.status();
  if (!(now->identity == file_))
    return {SLUICE_E_UNSUPPORTED, "was replaced while the host was running; start it again"};
  const auto theirs = open_library(info_.path);
  if (!theirs) return theirs.status();
  auto entry = read_entry(**theirs);
  if (!entry) return entry.status();
  entry_ = *entry;
  return {};
}

Status Plugin::init(const services::Instance& instance) {
  if (initialised_) return {};
  sluice_error error = empty_error();
  const std::string called = "plugin " + info_.id;
  const platform::InCall in_call("", called.c_str(), "init");
  try {
    const auto code = entry_->table.init(instance.host(), &error);
    if (code != SLUICE_OK) return Status::from(error, code);
  } catch (...) {
    return Status::internal("init of plugin " + info_.id + " throws");
  }
  initialised_ = true;
  return {};
}

Result<std::string> Plugin::describe(std::string_view topic, bool json) {
  if (Status s = open(); !s) return s.in("plugin " + info_.path.string());
  if (!entry_->catalogue.describe)
    return Status(SLUICE_E_UNSUPPORTED, "plugin " + info_.id + " describes nothing further");
  std::string page;
  sluice_text text = {sizeof text,
                      [](sluice_text* to, sluice_slice more) {
                        static_cast<std::string*>(to->host_data)->append(view(more));
                      },
                      &page};
  sluice_error error = empty_error();
  try {
    const auto code = entry_->catalogue.describe(slice(topic), json, &text, &error);
    if (code != SLUICE_OK) return Status::from(error, code);
  } catch (...) {
    return Status::internal("describe of plugin " + info_.id + " throws");
  }
  return page;
}

Result<std::vector<std::string>> Plugin::ids_in_code() {
  if (Status s = open(); !s) return s.in("plugin " + info_.path.string());
  std::vector<std::string> out;
  if (!entry_->factory.component) return out;
  try {
    for (sluice_slice id;
         (id = entry_->factory.component(out.size())).data && out.size() < kMaxIds;)
      out.emplace_back(view(id));
  } catch (...) {
    return Status::internal("component of plugin " + info_.id + " throws");
  }
  return out;
}

Result<std::unique_ptr<Component>> Plugin::create(const ComponentInfo& component,
                                                  services::Instance& instance,
                                                  std::string_view config_json,
                                                  const sluice_component* client) {
  if (Status s = open(); !s) return s.in("plugin " + info_.path.string());
  if (Status s = init(instance); !s) return s;
  auto made = Component::create({entry_->factory, component, instance}, config_json, client);
  if (made) return made;
  const std::string asked = undeclared_setting(component, made.status().message());
  if (asked.empty()) return made;
  return Status::internal("the plugin asks for the setting \"" + asked +
                          "\", which its manifest does not declare for " + component.id +
                          ": a mistake in the plugin, for its author to mend");
}

}  // namespace sluice::loader
