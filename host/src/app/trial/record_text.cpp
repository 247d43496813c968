#include "app/trial/record_text.hpp"

#include "backlog/numbered_lines.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::app {

std::string record_text(record::Batch& batch, size_t index) {
  const record::Arena::Rewind rewind(batch.arena());
  sluice_batch* const abi = batch.abi();
  const int32_t fault_before = abi->fault;
  sluice_slice text = {};
  const sluice_value* const root = &sluice_record_at(abi, index)->root;
  if (abi->json->write(abi, root, &text) != SLUICE_OK) text = {};
  abi->fault = fault_before;
  return std::string(view(text));
}

std::optional<int64_t> given_number(const record::Batch& batch, size_t index) {
  const auto origins = batch.origins_of(index);
  if (origins.empty()) return std::nullopt;
  return backlog::number_of(view(batch.source_of_origin(origins.front())));
}

}  // namespace sluice::app
