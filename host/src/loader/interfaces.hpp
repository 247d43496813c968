// The interfaces a component may have, and copies of their tables in which every slot is
// callable: what an older or careless plugin leaves out is filled with a function that returns
// "unsupported". Filled once, then read-only, from any thread.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <tuple>

#include "sluice/abi.h"
#include "sluice/ext/authorization.h"
#include "sluice/ext/committed.h"
#include "sluice/ext/connect_check.h"
#include "sluice/ext/flush.h"
#include "sluice/ext/members.h"
#include "sluice/ext/outlook.h"

namespace sluice::loader {

// The id of an interface's struct: Interface<sluice_client>::kId is SLUICE_CLIENT.
template <class T>
struct Interface;
template <>
struct Interface<sluice_client> {
  static constexpr const char* kId = SLUICE_CLIENT;
};
template <>
struct Interface<sluice_subscriber> {
  static constexpr const char* kId = SLUICE_SUBSCRIBER;
};
template <>
struct Interface<sluice_transformer> {
  static constexpr const char* kId = SLUICE_TRANSFORMER;
};
template <>
struct Interface<sluice_text_transformer> {
  static constexpr const char* kId = SLUICE_TEXT_TRANSFORMER;
};
template <>
struct Interface<sluice_publisher> {
  static constexpr const char* kId = SLUICE_PUBLISHER;
};
template <>
struct Interface<sluice_authorization> {
  static constexpr const char* kId = SLUICE_EXT_AUTHORIZATION;
};
template <>
struct Interface<sluice_committed> {
  static constexpr const char* kId = SLUICE_EXT_COMMITTED;
};
template <>
struct Interface<sluice_connect_check> {
  static constexpr const char* kId = SLUICE_EXT_CONNECT_CHECK;
};
template <>
struct Interface<sluice_flush> {
  static constexpr const char* kId = SLUICE_EXT_FLUSH;
};
template <>
struct Interface<sluice_known_members> {
  static constexpr const char* kId = SLUICE_EXT_MEMBERS;
};
template <>
struct Interface<sluice_outlook> {
  static constexpr const char* kId = SLUICE_EXT_OUTLOOK;
};

// An error to pass to a plugin.
sluice_error empty_error();

// The part of a plugin's table that both sides have, whole slots only; the rest is NULL.
template <class T>
T copy_known(const void* table) {
  T copy = {};
  uint32_t said;
  std::memcpy(&said, table, sizeof said);
  const size_t size = said / sizeof(void*) * sizeof(void*);
  std::memcpy(&copy, table, size < sizeof copy ? size : sizeof copy);
  copy.struct_size = sizeof copy;
  return copy;
}

// Replaces NULL slots. publisher.finish and factory.stop are optional: theirs do nothing.
void fill_missing(sluice_client& table);
void fill_missing(sluice_subscriber& table);
void fill_missing(sluice_transformer& table);
void fill_missing(sluice_text_transformer& table);
void fill_missing(sluice_publisher& table);
void fill_missing(sluice_authorization& table);
void fill_missing(sluice_committed& table);
void fill_missing(sluice_connect_check& table);
void fill_missing(sluice_flush& table);
void fill_missing(sluice_known_members& table);
void fill_missing(sluice_outlook& table);
void fill_missing(sluice_factory& table);

// The tables of one component.
class Tables {
 public:
  Tables() = default;
  // Gets every interface this host supports. Exceptions from `get_interface` are passed on.
  Tables(void* self, const void* (*get_interface)(void*, const char*));

  template <class T>
  const T* find() const {
    const std::optional<T>& table = std::get<std::optional<T>>(tables_);
    return table ? &*table : nullptr;
  }
  template <class T>
  const T* find(std::string_view id) const {
    return id == Interface<T>::kId ? find<T>() : nullptr;
  }

 private:
  std::tuple<std::optional<sluice_client>, std::optional<sluice_subscriber>,
             std::optional<sluice_transformer>, std::optional<sluice_text_transformer>,
             std::optional<sluice_publisher>, std::optional<sluice_authorization>,
             std::optional<sluice_committed>, std::optional<sluice_connect_check>,
             std::optional<sluice_flush>, std::optional<sluice_known_members>,
             std::optional<sluice_outlook>>
      tables_;
};

}  // namespace sluice::loader
