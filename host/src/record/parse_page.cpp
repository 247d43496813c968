#include "record/parse_page.hpp"

#include <string>
#include <vector>

#include "record/messages.hpp"
#include "record/one_name.hpp"
#include "record/utf8.hpp"

namespace sluice::record {

namespace {

class PageParser {
 public:
  PageParser(BatchContent& batch, std::string_view path);

  Status run(sluice_value* envelope);

 private:
  const char* document(const char* p, sluice_value* envelope);
  const char* envelope_object(const char* p, size_t step, sluice_value* out);
  const char* envelope_members(const char* p, size_t step, bool* met);
  const char* on_path(const char* p, size_t step, sluice_value* out, bool* holds);
  const char* records(const char* p);
  const char* record(const char* p);
  bool add(sluice_slice source, sluice_value root);
  void check_gap(const char* end);
  std::string why(sluice_slice source, bool utf8) const;
  const char* refuse(std::string message);
  const char* no_memory();
  Status problem() const;
  std::string path_so_far(size_t steps) const;

  BatchContent* batch_;
  LevelParser* parser_;
  sluice_slice text_;
  std::vector<std::string_view> steps_;
  bool utf8_ = true;          // all of the page
  bool outside_utf8_ = true;  // the text between and around the records, up to checked_
  const char* checked_;
  Status refused_;        // not for syntax errors
  size_t broken_at_ = 0;  // the number of the record that the syntax error is in; 0: none
};

PageParser::PageParser(BatchContent& batch, std::string_view path)
    : batch_(&batch), parser_(&batch.parser()), text_(batch.abi()->text), checked_(text_.data) {
  while (!path.empty()) {
    const size_t dot = std::min(path.find('.'), path.size());
    steps_.push_back(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
}

const char* PageParser::refuse(std::string message) {
  refused_ = Status::data("page " + std::move(message));
  return nullptr;
}

const char* PageParser::no_memory() {
  refused_ = batch_->no_memory();
  return nullptr;
}

std::string PageParser::path_so_far(size_t steps) const {
  std::string path;
  for (size_t i = 0; i < steps; i++) path += (i ? "." : "") + std::string(steps_[i]);
  return quoted(slice(path));
}

Status PageParser::problem() const {
  if (!refused_.ok()) return refused_;
  if (parser_->out_of_memory()) return batch_->no_memory();
  const SyntaxError& error = parser_->grammar().error();
  const char* first = skip_space(text_.data);
  if (!utf8_ && error.at != first) return Status::data(utf8_message("page", text_));
  const std::string where = broken_at_ ? ", in record " + std::to_string(broken_at_) : "";
  return Status::data(syntax_message("page", text_, error) + where);
}

Status PageParser::run(sluice_value* envelope) {
  utf8_ = is_utf8(text_);
  parser_->clear_faults();
  parser_->grammar().clear_line_breaks();
  parser_->grammar().start(text_.data + text_.size);
  const char* p = document(skip_space(text_.data), envelope);
  if (!p) return problem();
  if (parser_->grammar().line_breaks()) batch_->note_line_breaks();
  p = skip_space(p);
  if (p != text_.data + text_.size) parser_->grammar().fail(p, "the end");
  if (p != text_.data + text_.size) return problem();
  check_gap(p);
  return outside_utf8_ ? Status() : Status::data(utf8_message("page", text_));
}

// The text after the previous record belongs to no record: bad bytes in it make the page bad.
void PageParser::check_gap(const char* end) {
  if (!utf8_ && outside_utf8_)
    outside_utf8_ = is_utf8({checked_, static_cast<size_t>(end - checked_)});
}

const char* PageParser::document(const char* p, sluice_value* envelope) {
  if (!steps_.empty()) {
    if (*p == '{') return envelope_object(p, 0, envelope);
    if (!parser_->grammar().value(p, 1)) return nullptr;
    return refuse("is not an object, so it has no member " + path_so_far(steps_.size()) +
                  " with the records");
  }
  *envelope = batch_->null_value();
  if (*p == '[') return records(p);
  if (!parser_->grammar().value(p, 1)) return nullptr;
  return refuse("is not an array of records; name the member that holds them");
}

const char* PageParser::envelope_object(const char* p, size_t step, sluice_value* out) {
  const size_t base = parser_->held();
  bool met = false;
  p = envelope_members(p + 1, step, &met);
  if (p && !met) p = refuse("has no member " + path_so_far(step + 1));
  parser_->clear_faults();
  if (!p || !parser_->keep_members(base, out)) {
    parser_->drop_members(base);
    return p ? no_memory() : nullptr;
  }
  if (parser_->faulty()) return refuse("has a " + parser_->fault() + " outside its records");
  return p;
}

const char* PageParser::envelope_members(const char* p, size_t step, bool* met) {
  p = parser_->grammar().skip(p);
  if (*p == '}') return p + 1;
  for (;;) {
    sluice_member member{};
    bool holds = true;
    parser_->clear_faults();
    if (!(p = parser_->key(p, &member))) return nullptr;
    const bool here = view({member.key, member.key_size}) == steps_[step];
    if (here && *met) return refuse("has two members " + path_so_far(step + 1));
    *met |= here;
    p = here ? on_path(p, step, &member.value, &holds) : parser_->value(p, 2, &member.value);
    if (!p) return nullptr;
    if (parser_->faulty()) return refuse("is invalid outside its records: " + parser_->fault());
    if (holds && !parser_->hold(member)) return no_memory();
    p = parser_->grammar().skip(p);
    if (*p == '}') return p + 1;
    if (*p != ',') return parser_->grammar().fail(p, "',' or '}'");
    p = parser_->grammar().skip(p + 1);
  }
}

// The member a step of the path names: the next object, or the records themselves.
const char* PageParser::on_path(const char* p, size_t step, sluice_value* out, bool* holds) {
  const bool last = step + 1 == steps_.size();
  *holds = !last;
  if (*p == (last ? '[' : '{')) {
    p = last ? records(p) : envelope_object(p, step + 1, out);
    parser_->clear_faults();
    return p;
  }
  if (!parser_->grammar().value(p, 1)) return nullptr;
  return refuse("has no " + std::string(last ? "array of records" : "object") + " at " +
                path_so_far(step + 1));
}

const char* PageParser::records(const char* p) {
  p = parser_->grammar().skip(p + 1);
  if (*p == ']') return p + 1;
  for (;;) {
    if (!(p = record(p))) return nullptr;
    p = parser_->grammar().skip(p);
    if (*p == ']') return p + 1;
    if (*p != ',') return parser_->grammar().fail(p, "',' or ']'");
    p = parser_->grammar().skip(p + 1);
  }
}

const char* PageParser::record(const char* p) {
  parser_->clear_faults();
  sluice_value root;
  const char* end = *p == '{' ? parser_->record(p, &root) : parser_->value(p, 1, &root);
  if (!end && parser_->out_of_memory()) {
    parser_->clear_faults();
    parser_->grammar().start(text_.data + text_.size);
    end = parser_->value(p, 1, &root);  // raw needs no memory: it is expanded when touched
  }
  if (!end) return broken_at_ = batch_->records().size() + 1, nullptr;
  check_gap(p);
  checked_ = end;
  return add({p, static_cast<size_t>(end - p)}, root) ? end : no_memory();
}

// Bytes that are not UTF-8 affect that record alone; its root stays, since a cursor may be read
// from it.
bool PageParser::add(sluice_slice source, sluice_value root) {
  const bool utf8 = utf8_ || is_utf8(source);
  const bool bad = parser_->faulty() || source.size > batch_->limits().record_bytes;
  if (bad) root = batch_->null_value();
  RecordList& list = batch_->records();
  if (!list.add_read(source, root)) return false;
  if (bad || !utf8) return list.fail(list.size() - 1, SLUICE_E_DATA, why(source, utf8)), true;
  if (!batch_->limits().allow_duplicate_keys) return true;
  const bool kept = keep_last_names(*batch_, &list[list.size() - 1].root);
  parser_->grammar().start(text_.data + text_.size);  // it went back to read
  return kept;
}

std::string PageParser::why(sluice_slice source, bool utf8) const {
  const std::string what = "record " + std::to_string(batch_->records().size()) +
                           " of the page, at byte " + std::to_string(source.data - text_.data);
  const size_t limit = batch_->limits().record_bytes;
  if (source.size > limit) return limit_message(what, source.size, limit);
  return utf8 ? what + ": " + parser_->fault() : utf8_message(what, source);
}

}  // namespace

Status parse_page(BatchContent& batch, std::string_view path, sluice_value* envelope) {
  if (batch.records().size())
    return {SLUICE_E_INVALID, "batch has records already; a page makes all of them"};
  if (path.size() &&
      (path.front() == '.' || path.back() == '.' || path.find("..") != std::string_view::npos))
    return {SLUICE_E_INVALID, "path \"" + std::string(path) + "\" has an empty step"};
  sluice_value made{};
  Status status = PageParser(batch, path).run(&made);
  if (!status.ok()) batch.clear_records();
  batch.publish_records();
  if (envelope && status.ok()) *envelope = made;
  return status;
}

}  // namespace sluice::record
