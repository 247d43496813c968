#include "fuzz/documents/property.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "json_splitter.hpp"
#include "sluice/expression/xml.hpp"
#include "xml_splitter.hpp"

namespace file_plugin::test {
namespace {

struct Kind {
  bool xml, with_way;
  std::unique_ptr<ItemSplitter> splitter() const {
    const std::vector<std::string> way =
        with_way ? std::vector<std::string>{"a", "b"} : std::vector<std::string>();
    if (xml) return std::make_unique<XmlSplitter>(way);
    return std::make_unique<JsonSplitter>(way);
  }
};

struct Split {
  std::vector<Item> items;
  std::string failure;
};

Split split(const Kind& kind, std::string_view text, size_t piece, const Spot& spot,
            std::string_view state) {
  const auto splitter = kind.splitter();
  Split out;
  sluice::Status status = splitter->start(spot, state);
  for (; status && !text.empty(); text.remove_prefix(std::min(piece, text.size())))
    status = splitter->scan(text.substr(0, piece), out.items);
  if (status) status = splitter->end(out.items);
  out.failure = status.message();
  return out;
}

bool same(const Split& a, const Split& b, size_t skipped) {
  if (a.failure != b.failure || a.items.size() != b.items.size() + skipped) return false;
  for (size_t i = 0; i < b.items.size(); i++) {
    const Item &x = a.items[i + skipped], &y = b.items[i];
    if (x.begin.at != y.begin.at || x.end.at != y.end.at || x.state != y.state ||
        x.end.line != y.end.line || x.end.column() != y.end.column())
      return false;
  }
  return true;
}

}  // namespace

void check_document(std::string_view text, bool xml, bool with_way, size_t piece) {
  const Kind kind{xml, with_way};
  const Split whole = split(kind, text, text.size() + 1, {}, {});
  if (!same(whole, split(kind, text, std::max<size_t>(piece, 1), {}, {}), 0))
    throw std::string("pieces make a difference");
  uint64_t behind = 0;
  for (size_t i = 0; i < whole.items.size(); i++) {
    const Item& item = whole.items[i];
    if (item.begin.at < behind || item.end.at <= item.begin.at || item.end.at > text.size())
      throw std::string("a record is not behind the one before it");
    behind = item.end.at;
    if (xml) (void)sluice::expression::read_xml(text.substr(item.begin.at, behind - item.begin.at));
    if (i < 8 && !same(whole, split(kind, text.substr(behind), 64, item.end, item.state), i + 1))
      throw std::string("reading goes on differently behind a record");
  }
}

}  // namespace file_plugin::test
