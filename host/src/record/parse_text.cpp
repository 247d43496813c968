#include "record/parse_text.hpp"

#include <cstring>

#include "record/messages.hpp"
#include "record/one_name.hpp"
#include "record/utf8.hpp"

namespace sluice::record {

namespace {

bool has_line_break(sluice_slice text) {
  return text.size && (std::memchr(text.data, '\n', text.size) != nullptr ||
                       std::memchr(text.data, '\r', text.size) != nullptr);
}

// The whole text as one value, expanded or raw.
const char* whole(LevelParser& parser, sluice_slice text, bool opened, sluice_value* out) {
  const char* p = skip_space(text.data);
  parser.grammar().start(text.data + text.size);
  p = opened ? parser.record(p, out) : parser.value(p, 1, out);
  if (!p) return nullptr;
  p = skip_space(p);
  return p == text.data + text.size ? p : parser.grammar().fail(p, "the end");
}

// Faults that did not stop the parser.
Status check(const LevelParser& parser, std::string_view subject) {
  if (!parser.faulty()) return {};
  return Status::data(std::string(subject) + ": " + parser.fault());
}

}  // namespace

Status parse_record(BatchContent& batch, sluice_slice text, std::string_view subject,
                    sluice_value* out) {
  LevelParser& parser = batch.parser();
  parser.clear_faults();
  if (text.size > batch.limits().record_bytes)
    return Status::data(limit_message(subject, text.size, batch.limits().record_bytes));
  bool parsed = whole(parser, text, true, out) != nullptr;
  if (!parsed && parser.out_of_memory()) {
    parser.clear_faults();
    parsed = whole(parser, text, false, out) != nullptr;  // raw needs no memory
  }
  if (!parsed) return Status::data(syntax_message(subject, text, parser.grammar().error()));
  if (Status s = check(parser, subject); !s.ok()) return s;
  return keep_last_names(batch, out) ? Status() : batch.no_memory();
}

Status parse_value(BatchContent& batch, sluice_slice text, sluice_value* out) {
  if (text.size > kMaxText) return Status::data(limit_message("text", text.size, kMaxText));
  if (!is_utf8(text)) return Status::data(utf8_message("text", text));
  const sluice_slice copy = batch.arena().copy(text);
  if (!copy.data) return batch.no_memory();
  LevelParser& parser = batch.parser();
  parser.clear_faults();
  sluice_value value;
  if (!whole(parser, copy, false, &value))
    return Status::data(syntax_message("text", copy, parser.grammar().error()));
  if (Status s = check(parser, "text"); !s.ok()) return s;
  if (!keep_last_names(batch, &value)) return batch.no_memory();
  if (has_line_break(copy)) batch.note_line_breaks();
  *out = value;
  return {};
}

Status add_source(BatchContent& batch, sluice_slice text, size_t* index) {
  const sluice_slice source = batch.arena().copy(text);
  if (!source.data) return batch.no_memory();
  sluice_value root = batch.null_value();
  const Status problem = is_utf8(source) ? parse_record(batch, source, "record", &root)
                                         : Status::data(utf8_message("record", source));
  if (!problem.ok()) root = batch.null_value();
  if (has_line_break(source)) batch.note_line_breaks();
  if (!batch.records().add_read(source, root)) return batch.no_memory();
  *index = batch.records().size() - 1;
  if (!problem.ok()) batch.records().fail_text(*index, problem);
  batch.publish_records();
  return {};
}

}  // namespace sluice::record
