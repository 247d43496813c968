// Records within a document of JSON or XML: read as it comes, one at a time in memory, and resumed
// between two of them. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "item_splitter.hpp"
#include "known_file.hpp"
#include "record_reader.hpp"
#include "sluice/encoding/recode.hpp"

namespace file_plugin {

class DocumentReader final : public RecordReader {
 public:
  struct Settings {
    size_t chunk = 0;         // bytes read at a time
    size_t largest_item = 0;  // bytes of a record's text
    bool xml = false;         // else JSON
    std::vector<std::string> items;
    std::string encoding;  // empty: UTF-8, or as an XML document says
  };
  // E_INVALID: the start of the file cannot be read.
  static Result<std::unique_ptr<DocumentReader>> of(KnownFile file, Settings settings);

  Result<bool> go_on(const Place& from) override;
  Result<Read> read(sluice::Batch into, const Cancel& cancel) override;
  void settle() override;
  std::optional<Place> place() const override;

 private:
  DocumentReader(KnownFile file, Settings settings);
  Status rewind();
  // The next bytes behind buffer_; the number of them. 0: the end.
  Result<size_t> fill(const Cancel& cancel);
  // The same, without the byte order mark that a stream may start with.
  Result<size_t> fill_start(const Cancel& cancel);
  // What the bytes behind `from` say; nothing more follows if `end`.
  Status scan(size_t from, bool end);
  // A new file: what it begins with tells whether it can be such a document at all.
  Status check_start();
  Status set_encoding(std::string_view beginning);
  Status add_items(sluice::Batch into);
  std::string place_of(const Item& item) const;
  Status add(sluice::Batch into, const Item& item);
  Status add_xml(sluice::Batch into, const Item& item, std::string_view text);
  void advance_place();
  // Forgets what is not needed any more; skips an item that is over every limit.
  void drop_passed();

  KnownFile file_;
  Settings settings_;
  std::unique_ptr<ItemSplitter> splitter_;
  std::optional<sluice::encoding::Recode> recode_;
  bool started_ = false;  // the start was looked at
  bool settled_ = true;
  Place place_, next_;                // after what is settled, and after the items of this read
  Fingerprint prints_, next_prints_;  // of everything in front of these
  Fingerprint scanned_prints_;        // of everything that was scanned
  std::string buffer_;                // bytes from buffer_at_ on
  uint64_t buffer_at_ = 0;
  std::vector<Item> items_;
  std::optional<uint64_t> records_ = 0;  // up to the item that is being added
  Status broken_;                        // the document, behind the items that were given
  std::optional<uint64_t> too_long_at_;  // where the item begins that has lost its text
  std::string head_;                     // the start of that
};

}  // namespace file_plugin
