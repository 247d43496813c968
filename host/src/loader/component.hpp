// One component made by a plugin's factory: destroyed with this object, its interface tables
// copied with missing slots filled, every call guarded against escaping exceptions. Made and
// destroyed on the main thread; `stop` is [any], calls follow their own thread tags.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "loader/interfaces.hpp"
#include "loader/plugin_info.hpp"
#include "services/instance.hpp"
#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::loader {

class Component {
 public:
  // The arguments of create(); all of it outlives the component.
  struct Origin {
    const sluice_factory& factory;  // stub-filled
    const ComponentInfo& info;
    services::Instance& instance;
  };

  // Calls the factory's create. The configuration is checked and complete; `client` is NULL or
  // outlives the component. Fails as the plugin says (E_INVALID starts with a JSON pointer), with
  // E_UNSUPPORTED if a needed host service or the kind's own interface is missing, and with
  // E_INTERNAL on an exception.
  static Result<std::unique_ptr<Component>> create(const Origin& origin,
                                                   std::string_view config_json,
                                                   const sluice_component* client);
  ~Component();
  Component(const Component&) = delete;
  Component& operator=(const Component&) = delete;

  const ComponentInfo& info() const { return origin_.info; }
  services::Instance& instance() const { return origin_.instance; }
  void* self() const { return self_; }

  // The component's table with this id, e.g. interface<sluice_publisher>(SLUICE_PUBLISHER):
  // a copy in this object in which every slot may be called with self(), or NULL if the component
  // has no such interface. T must be the id's struct. [any]
  template <class T>
  const T* interface(const char* id) const {
    return tables_.find<T>(id);
  }

  // One call through a table, with the error and every escaped exception turned into a Status:
  //   publisher.call(&sluice_publisher::publish, batch, outcomes, cancel)
  // END and PAUSED are returned as a Status with that code. E_UNSUPPORTED without the interface.
  template <class T, class... Parameters, class... Arguments>
  Status call(sluice_status (*T::*slot)(void*, Parameters...), Arguments... arguments) const {
    const T* table = tables_.find<T>();
    if (!table) return missing(Interface<T>::kId);
    return guarded([&](sluice_error* error) { return (table->*slot)(self_, arguments..., error); });
  }

  // Passed to a client's users at create. Lives as long as this object.
  const sluice_component* handle() const { return &handle_; }

  // Wakes work up; may be repeated. [any]
  void stop() noexcept;

 private:
  Component(const Origin& origin, void* self);

  Status read_tables();
  Status check_interfaces() const;
  Status check_client() const;
  Status missing(std::string_view interface_id) const;
  Status finish_call(sluice_status code, const sluice_error& error) const;
  Status escaped() const;  // within a catch block

  // Runs call(sluice_error*).
  template <class F>
  Status guarded(F&& call) const {
    sluice_error error = empty_error();
    try {
      return finish_call(call(&error), error);
    } catch (...) {
      return escaped();
    }
  }

  Origin origin_;
  void* self_;
  Tables tables_;
  sluice_component handle_;
};

}  // namespace sluice::loader
