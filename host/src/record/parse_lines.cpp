#include "record/parse_lines.hpp"

#include <cstring>
#include <string>

#include "record/messages.hpp"
#include "record/parse_text.hpp"
#include "record/utf8.hpp"

namespace sluice::record {

namespace {

// Ends a line with the NUL the parser stops at, and restores the original byte.
class LineEnd {
 public:
  explicit LineEnd(char* at) : at_(at), byte_(*at) { *at_ = 0; }
  ~LineEnd() { *at_ = byte_; }
  LineEnd(const LineEnd&) = delete;
  LineEnd& operator=(const LineEnd&) = delete;

 private:
  char* at_;
  char byte_;
};

bool add_line(BatchContent& batch, sluice_slice text, uint64_t number, bool utf8) {
  sluice_value root;
  const std::string_view subject = "it";
  Status problem = utf8 || is_utf8(text) ? parse_record(batch, text, subject, &root)
                                         : Status::data(utf8_message(subject, text));
  if (!problem.ok()) root = batch.null_value();
  RecordList& list = batch.records();
  if (!list.add_read(text, root)) return false;
  if (!problem.ok())
    list.fail(list.size() - 1, problem.code(),
              problem.in("line " + std::to_string(number)).message());
  return true;
}

bool is_blank(sluice_slice line) {
  return !line.size || skip_space(line.data) >= line.data + line.size;
}

}  // namespace

Status parse_lines(BatchContent& batch, uint64_t first_line) {
  if (batch.records().size())
    return {SLUICE_E_INVALID, "batch has records already; a page makes all of them"};
  const bool utf8 = is_utf8(batch.abi()->text);
  char* p = batch.page().data();
  char* const end = p + batch.page().size();
  Status status;
  for (uint64_t number = first_line; p < end; number++) {
    void* found = std::memchr(p, '\n', static_cast<size_t>(end - p));
    char* const line_break = found ? static_cast<char*>(found) : end;
    char* stop = line_break;
    if (stop > p && stop[-1] == '\r') stop--;
    const LineEnd restore(stop);
    const sluice_slice line{p, static_cast<size_t>(stop - p)};
    if (std::memchr(p, '\r', line.size)) batch.note_line_breaks();
    if (!is_blank(line) && !add_line(batch, line, number, utf8)) {
      status = batch.no_memory();
      break;
    }
    p = line_break + 1;
  }
  if (!status.ok()) batch.clear_records();
  batch.publish_records();
  return status;
}

}  // namespace sluice::record
