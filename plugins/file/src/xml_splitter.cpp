#include "xml_splitter.hpp"

#include <algorithm>

namespace file_plugin {
namespace {

constexpr size_t kDeepestElement = 1000;
constexpr size_t kLongestName = 1000;
constexpr std::string_view kCommentStart = "!--", kCdataStart = "![CDATA[",
                           kDoctypeStart = "!DOCTYPE";

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool starts_name(char c) {
  return static_cast<unsigned char>(c) > 0x7F || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || c == ':';
}

}  // namespace

Status XmlSplitter::failed(const std::string& what) const {
  return {SLUICE_E_INVALID, spot_.text() + ": " + what};
}

// The state is the names of the open elements, a slash behind each; "-": the root was the record.
Status XmlSplitter::start(const Spot& spot, std::string_view state) {
  spot_ = spot;
  in_ = In::kText;
  open_.clear();
  item_.reset();
  begun_.clear();
  quote_ = 0;
  brackets_ = 0;
  had_root_ = way_met_ = !state.empty();
  if (state == "-") return {};
  while (!state.empty()) {
    const size_t end = state.find('/');
    if (end == state.npos || !end)
      return {SLUICE_E_INVALID, "the stored place within the document cannot be read"};
    open_.emplace_back(state.substr(0, end));
    state.remove_prefix(end + 1);
  }
  return {};
}

Status XmlSplitter::scan(std::string_view piece, std::vector<Item>& items) {
  for (const char c : piece) {
    if (Status s = take(c, items); !s) return s;
    spot_.pass(c);
  }
  return {};
}

Status XmlSplitter::take(char c, std::vector<Item>& items) {
  switch (in_) {
    case In::kText:
      return text(c);
    case In::kMarkup:
      return markup(c);
    case In::kStartTag:
      return start_tag(c, items);
    case In::kEndTag:
      return end_tag(c, items);
    case In::kComment:
      return pass_until(c, "-->"), Status();
    case In::kCdata:
      return pass_until(c, "]]>"), Status();
    case In::kInstruction:
      return pass_until(c, "?>"), Status();
    case In::kDoctype:
      return doctype(c), Status();
  }
  return {};
}

Status XmlSplitter::text(char c) {
  if (c == '<') {
    in_ = In::kMarkup;
    tag_ = spot_;
    begun_.clear();
    return {};
  }
  if (open_.empty() && !is_xml_space(c))
    return failed(had_root_ ? "something follows the document" : "text outside of an element");
  return {};
}

Status XmlSplitter::markup(char c) {
  begun_ += c;
  named_ = closed_ = false;
  name_.clear();
  if (begun_ == "/") return in_ = In::kEndTag, Status();
  if (begun_ == "?") return in_ = In::kInstruction, begun_.clear(), Status();
  if (begun_ == kCommentStart) return in_ = In::kComment, begun_.clear(), Status();
  if (begun_ == kCdataStart && !open_.empty()) return in_ = In::kCdata, begun_.clear(), Status();
  if (begun_ == kDoctypeStart && !had_root_) return in_ = In::kDoctype, Status();
  if (starts_name(begun_.front())) {
    in_ = In::kStartTag;
    name_ = begun_;
    return {};
  }
  const bool may_be = kCommentStart.substr(0, begun_.size()) == begun_ ||
                      kCdataStart.substr(0, begun_.size()) == begun_ ||
                      kDoctypeStart.substr(0, begun_.size()) == begun_;
  return may_be ? Status() : failed("< begins no tag, comment or other markup here");
}

void XmlSplitter::pass_until(char c, std::string_view end) {
  begun_ += c;
  if (begun_.size() > end.size()) begun_.erase(0, 1);
  if (begun_ == end) in_ = In::kText;
}

bool XmlSplitter::in_quotes(char c) {
  if (quote_) {
    if (c == quote_) quote_ = 0;
    return true;
  }
  if (c == '"' || c == '\'') quote_ = c;
  return quote_ != 0;
}

void XmlSplitter::doctype(char c) {
  if (in_quotes(c)) return;
  if (c == '[') brackets_++;
  if (c == ']' && brackets_) brackets_--;
  if (c == '>' && !brackets_) in_ = In::kText;
}

// False: it is too long.
bool XmlSplitter::add_to_name(char c) {
  named_ = named_ || is_xml_space(c) || c == '/' || c == '>';
  if (!named_) name_ += c;
  return name_.size() <= kLongestName;
}

Status XmlSplitter::start_tag(char c, std::vector<Item>& items) {
  if (!add_to_name(c)) return failed("the name of an element has more than 1000 bytes");
  if (named_ && in_quotes(c)) return closed_ = false, Status();
  if (c == '<') return failed("< within a tag: is the one in front of it closed?");
  if (c != '>') return closed_ = c == '/', Status();
  in_ = In::kText;
  if (Status s = open_element(); !s) return s;
  return closed_ ? close_element(items) : Status();
}

Status XmlSplitter::end_tag(char c, std::vector<Item>& items) {
  if (!add_to_name(c)) return failed("the name of an element has more than 1000 bytes");
  if (c != '>')
    return named_ && !is_xml_space(c) ? failed("an end tag has more than a name") : Status();
  in_ = In::kText;
  if (open_.empty()) return failed("</" + name_ + "> closes nothing");
  if (open_.back() != name_)
    return failed("</" + name_ + "> closes <" + open_.back() + ">, which is still open");
  return close_element(items);
}

bool XmlSplitter::on_way(size_t names) const {
  if (open_.size() != names) return false;
  for (size_t i = 0; i < names; i++)
    if (way_[i] != "*" && way_[i] != open_[i]) return false;
  return true;
}

Status XmlSplitter::open_element() {
  if (open_.empty() && had_root_) return failed("a second root element <" + name_ + ">");
  if (open_.size() >= kDeepestElement) return failed("more than 1000 levels of elements");
  had_root_ = true;
  open_.push_back(name_);
  if (on_way(std::max<size_t>(way_.size(), 2) - 1)) way_met_ = true;
  if (item_ || !on_way(way_.size())) return {};
  item_ = tag_;
  item_level_ = open_.size();
  return {};
}

Status XmlSplitter::close_element(std::vector<Item>& items) {
  const bool ends_item = item_ && open_.size() == item_level_;
  open_.pop_back();
  if (!ends_item) return {};
  Spot end = spot_;
  end.pass('>');
  std::string state;
  for (const std::string& name : open_) state += name + "/";
  items.push_back({*item_, end, state.empty() ? "-" : std::move(state)});
  item_.reset();
  return {};
}

Status XmlSplitter::end(std::vector<Item>&) {
  if (!had_root_ && in_ == In::kText) return failed("the document has no element");
  if (!open_.empty() || in_ != In::kText)
    return failed("the document ends within " +
                  (open_.empty() ? std::string("a tag") : "<" + open_.back() + ">") +
                  ": it is cut off or still written; run again when it is complete");
  if (way_met_) return {};
  std::string way;
  for (const std::string& name : way_) way += (way.empty() ? "" : ".") + name;
  return failed("the document has no elements at items: " + way);
}

}  // namespace file_plugin
