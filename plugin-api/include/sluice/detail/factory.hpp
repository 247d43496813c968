// The factory behind SLUICE_PLUGIN: finds the class by component id, makes and destroys it.
// Not for authors.
#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "sluice/component.hpp"
#include "sluice/detail/tables.hpp"
#include "sluice/ext/catalogue.h"
#include "sluice/manifest.h"

namespace sluice::detail {

#if defined(__clang__)
inline constexpr std::string_view kToolchain = "clang " __clang_version__;
#elif defined(__GNUC__)
inline constexpr std::string_view kToolchain = "gcc " __VERSION__;
#else
inline constexpr std::string_view kToolchain = "unknown compiler";
#endif

// A component class that can describe its topics:
//   static Result<std::string> describe(std::string_view topic, bool json);
template <class T>
concept Describes = requires(std::string_view topic) {
  { T::describe(topic, true) } -> std::same_as<Result<std::string>>;
};

template <class... Components>
struct Factory {
  // The only component of a plugin has the id that its manifest gives it.
  template <class T>
  static constexpr std::string_view id_of() {
    if constexpr (requires { T::kId; }) return T::kId;
    static_assert(
        requires { T::kId; } || sizeof...(Components) == 1,
        "a plugin with several components must give each class a kId");
    return {};
  }
  // Makes a T if that is the component requested; true if it was.
  template <class T>
  static bool make(Context& context, Component** out, Status* status) {
    if (!id_of<T>().empty() && context.component() != id_of<T>()) return false;
    *status = {};
    if constexpr (requires { T::create(context); }) {
      auto made = T::create(context);
      *status = made.status();
      if (made) *out = (*std::move(made)).release();
    } else {
      *out = new T(context);
    }
    return true;
  }
  // The ids the code has, for `sluice manifest check`.
  static sluice_slice component(size_t index) {
    static constexpr std::string_view kIds[] = {id_of<Components>()...};
    if (index >= sizeof...(Components)) return {};
    return kIds[index].empty() ? sluice_slice{"", 0} : slice(kIds[index]);
  }

  static sluice_status create(const sluice_host* host, const sluice_create* args, void** self,
                              sluice_error* error) {
    return guarded(error, [&] {
      Context context(host, args);
      Component* made = nullptr;
      Status status(SLUICE_E_UNSUPPORTED,
                    "the plugin's code has no component " + std::string(context.component()) +
                        ", only its manifest has: which class has it as kId?");
      static_cast<void>((make<Components>(context, &made, &status) || ...));
      *self = made;
      return status;
    });
  }
  static const void* get_interface(void* self, const char* id) {
    return interface_table(*static_cast<Component*>(self), id);
  }
  static void stop(void* self) {
    guarded(nullptr, [&] { return static_cast<Component*>(self)->stop(), Status(); });
  }
  static void destroy(void* self) {
    guarded(nullptr, [&] { return delete static_cast<Component*>(self), Status(); });
  }
  // Calls T; true, since one component speaks for the plugin.
  template <class T>
  static bool ask(std::string_view topic, bool json, Result<std::string>* out) {
    if constexpr (Describes<T>) *out = T::describe(topic, json);
    return Describes<T>;
  }
  static sluice_status describe(sluice_slice topic, int32_t json, sluice_text* out,
                                sluice_error* error) {
    return guarded(error, [&] {
      Result<std::string> page = Status(SLUICE_E_UNSUPPORTED, "nothing is described");
      static_cast<void>((ask<Components>(view(topic), json != 0, &page) || ...));
      return put(std::move(page), out);
    });
  }
  static const void* get_factory(const char* id) {
    static const sluice_factory table{sizeof(sluice_factory),
                                      sluice_plugin_manifest,
                                      create,
                                      get_interface,
                                      stop,
                                      destroy,
                                      component};
    static constexpr sluice_catalogue kCatalogue{sizeof(sluice_catalogue), describe};
    if ((Describes<Components> || ...) && std::string_view(id) == SLUICE_EXT_CATALOGUE)
      return &kCatalogue;
    return std::string_view(id) == SLUICE_FACTORY ? &table : nullptr;
  }
};

}  // namespace sluice::detail
