// Appends to a file and stores its committed length: what a killed run of this publisher wrote
// after it is cut off, so the file gets every record once; lines of others stay. After a file was
// moved away or emptied, writing continues. On the publisher's lane.
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
  // `journal`: path of the file that proves which bytes are ours; empty: there is none.
  AppendTarget(const sluice::Host& host, std::string path, std::string journal)
      : host_(host), path_(std::move(path)), journal_(std::move(journal)) {}

  Status resume(std::string_view position) override;
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  Status finish() override { return {}; }

 private:
  Status go_on(GrowingFile file, const Place& place);
  Status go_on_with_another(GrowingFile file, const Place& place);
  Status settle_tail(GrowingFile file, const Place& place);
  Status start_anew();
  Status start_in(GrowingFile file, std::string token, uint64_t from);
  // Moves to the end of what others have added meanwhile, and ends an open last line.
  Status make_ready();
  Status put(std::string_view text);
  void say(const std::string& what) const { host_.log(SLUICE_LOG_WARNING, path_ + what); }

  sluice::Host host_;
  std::string path_;
  TailJournal journal_;
  std::string token_;
  // The last positions returned, the latest first. Any of them may be the committed one: after a
  // failure flush may be called again without a commit between.
  std::array<uint64_t, 4> flushed_{};
  bool open_line_ = false;           // the file's last line has no end
  bool told_ = false;                // that others also write
  std::optional<GrowingFile> file_;  // set by resume
};

}  // namespace file_plugin
