// Appends to a file and stores its committed length: what a killed run of this publisher wrote
// after it is cut off, so the file gets every record once; lines of others stay. After a file was
// moved away or emptied, writing continues. A document is completed by each flush, and what
// completes it goes again before more records are written. On the publisher's lane.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "growing_file.hpp"
#include "sluice/context.hpp"
#include "tail_journal.hpp"
#include "target.hpp"

namespace file_plugin {

class AppendTarget final : public Target {
 public:
  // `journal`: path of the file that proves which bytes are ours; empty: there is none. `token`:
  // with which it and positions are marked; empty: a new one for each file.
  AppendTarget(const sluice::Host& host, std::string path, std::string journal, Frame frame,
               std::string token = {})
      : host_(host),
        path_(std::move(path)),
        journal_(std::move(journal)),
        frame_(std::move(frame)),
        fixed_token_(std::move(token)) {}

  Status resume(std::string_view position) override;
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  Status finish() override { return {}; }
  bool at_start() const override { return file_ && records_end() == 0; }

  // Of a file that no position knows: cuts off what the journal says a killed run wrote.
  Status undo();
  // The file's length.
  uint64_t length() const { return file_ ? file_->length() : 0; }
  // Closes the file after a flush; the next write or flush opens it again. The journal stays.
  Status release(const std::string& position);
  bool is_released() const { return released_.has_value(); }
  // After a flush whose position is committed: nothing of the journal is needed.
  void forget_journal() { journal_.remove(); }

 private:
  uint64_t records_end() const { return records_end_.value_or(file_->length()); }
  Status reopen();
  // Of a document that is there and of which no position is known.
  Result<uint64_t> end_of_known_document(const GrowingFile& file) const;
  Result<bool> is_closed_at(const GrowingFile& file, uint64_t end) const;
  Status complete_again(GrowingFile& file, uint64_t end) const;
  // Completes a document, and takes that off again.
  Status close_document();
  Status open_document();
  std::string new_token() const;
  Status go_on(GrowingFile file, const Place& place);
  Status go_on_with_another(GrowingFile file, const Place& place);
  Status settle_tail(GrowingFile file, const Place& place);
  Status start_anew();
  Status start_in_unknown(GrowingFile file);
  Status start_in(GrowingFile file, std::string token, uint64_t from);
  // Moves to the end of what others have added meanwhile, and ends an open last line.
  Status make_ready();
  Status put(std::string_view text);
  void say(const std::string& what) const { host_.log(SLUICE_LOG_WARNING, path_ + what); }

  sluice::Host host_;
  std::string path_;
  TailJournal journal_;
  Frame frame_;
  std::string fixed_token_;
  std::string token_;
  // The last positions returned, the latest first. Any of them may be the committed one: after a
  // failure flush may be called again without a commit between.
  std::array<uint64_t, 4> flushed_{};
  bool open_line_ = false;               // the file's last line has no end
  bool told_ = false;                    // that others also write
  std::optional<GrowingFile> file_;      // set by resume
  std::optional<uint64_t> records_end_;  // of a document that is completed
  std::optional<Place> released_;        // where to go on in the file, which is closed
};

}  // namespace file_plugin
