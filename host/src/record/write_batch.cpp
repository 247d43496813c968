#include "record/write_batch.hpp"

#include "record/write.hpp"

namespace sluice::record {

namespace {

Writer writer_for(BatchContent& batch, OutBuffer& out) {
  return Writer(out, batch.arena(), batch.abi()->text, batch.multiline(), batch.limits().depth);
}

}  // namespace

Status write_value(BatchContent& batch, const sluice_value& value, sluice_slice* out) {
  OutBuffer& scratch = batch.scratch();
  scratch.truncate(0);
  Writer writer = writer_for(batch, scratch);
  if (!writer.value(value)) return writer.problem();
  *out = batch.arena().copy(scratch.slice());
  return out->data ? Status() : batch.no_memory();
}

Status write_lines(BatchContent& batch, sluice_slice* out) {
  OutBuffer& lines = batch.lines();
  RecordList& records = batch.records();
  lines.truncate(0);
  Writer writer = writer_for(batch, lines);
  for (size_t i = 0; i < records.size(); i++) {
    if (records[i].state != SLUICE_RECORD_LIVE) continue;
    const size_t start = lines.size();
    if (writer.value(records[i].root) && writer.line_break()) continue;
    if (writer.problem().code() == SLUICE_E_NO_MEMORY) return writer.problem();
    lines.truncate(start);
    records.fail(i, writer.problem().code(), writer.problem().message());
  }
  *out = lines.slice();
  return {};
}

}  // namespace sluice::record
