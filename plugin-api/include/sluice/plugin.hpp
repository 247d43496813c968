// All a C++ plugin author includes. Start here:
//
//   class Shout final : public sluice::RecordTransformer {
//    public:
//     explicit Shout(sluice::Context& context) : field_(context.field("field")) {}
//     sluice::Status transform(sluice::Record record) override;
//
//    private:
//     sluice::Field field_;
//   };
//   SLUICE_PLUGIN(Shout)
//   SLUICE_MANIFEST(R"json({"manifest": 1, "id": "example", ...})json")
//
// and sluice_add_plugin(example SOURCES shout.cpp) in CMake.
#pragma once

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/component.hpp"
#include "sluice/context.hpp"
#include "sluice/detail/factory.hpp"
#include "sluice/field.hpp"
#include "sluice/http.hpp"
#include "sluice/manifest.h"
#include "sluice/outcomes.hpp"
#include "sluice/record_transformer.hpp"
#include "sluice/result.hpp"
#include "sluice/state.hpp"
#include "sluice/value.hpp"

// Once per plugin, outside of any namespace, with all its component classes.
#define SLUICE_PLUGIN(...)                                                    \
  extern "C" SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1 = {         \
      sizeof(sluice_entry_v1),                                                \
      SLUICE_ABI_MAJOR,                                                       \
      SLUICE_ABI_MINOR,                                                       \
      SLUICE_RECORD_LAYOUT,                                                   \
      0,                                                                      \
      {sluice::detail::kToolchain.data(), sluice::detail::kToolchain.size()}, \
      nullptr,                                                                \
      nullptr,                                                                \
      &sluice::detail::Factory<__VA_ARGS__>::get_factory};
