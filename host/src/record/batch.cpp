#include "record/batch.hpp"

#include "record/parse_text.hpp"
#include "record/record_tables.hpp"

namespace sluice::record {

Batch::Batch(const Limits& limits, PagePool* pool)
    : BatchContent(limits, pool, json_table(), records_table()) {}

Status Batch::load_source(std::string_view source, const sluice_record& like) {
  size_t index = 0;
  if (Status s = add_source(*this, slice(source), &index); !s.ok()) return s;
  const sluice_slice key = arena().copy(like.key);
  if (!key.data) return no_memory();
  sluice_record& record = records()[index];
  record.key = key;
  record.time_us = like.time_us;
  record.op = like.op;
  record.order = like.order;
  if (record.state != SLUICE_RECORD_FAILED) return {};
  const RecordError* error = error_of(index);
  return {error->code, error->message};
}

}  // namespace sluice::record
