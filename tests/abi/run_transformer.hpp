// Runs one transformer of one plugin file over records, as the host would.
#pragma once

#include <filesystem>
#include <string>

#include "loader/registry.hpp"
#include "record/batch.hpp"
#include "support/environment.hpp"

namespace sluice::test {

// The live records as NDJSON after the transformer had one record, `record`.
inline Result<std::string> run_transformer(const std::filesystem::path& plugin,
                                           std::string_view component, std::string_view config,
                                           std::string_view record) {
  TestEnvironment test;
  services::Instance instance("pipelines.test.transformers[0]", test.environment);
  auto registry = loader::Registry::scan({plugin});
  if (!registry.refusals().empty())
    return Status(SLUICE_E_UNSUPPORTED, registry.refusals()[0].reason);
  const auto made = registry.create(component, instance, config, nullptr);
  if (!made) return made.status();
  record::Batch batch{record::Limits{}};
  size_t index = 0;
  if (batch.abi()->records_api->add_source(batch.abi(), slice(record), &index) != SLUICE_OK)
    return Status(SLUICE_E_DATA, "the record is no JSON");
  if (Status s = (*made)->call(&sluice_transformer::transform, batch.abi(), nullptr); !s) return s;
  sluice_slice lines = {};
  if (batch.abi()->json->write_lines(batch.abi(), &lines) != SLUICE_OK) return batch.last_fault();
  return std::string(view(lines));
}

}  // namespace sluice::test
