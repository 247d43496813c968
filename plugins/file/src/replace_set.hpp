// Files of `mode: replace` by names: each walk writes a part for every name it meets and puts all
// of them in place when it is over and committed. Names of which a walk has no record stay as they
// are. On the publisher's lane.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "outputs.hpp"
#include "replace_target.hpp"

namespace file_plugin {

class ReplaceSet final : public Outputs {
 public:
  // `keep_empty`: also a file without records takes its place; else it stays as it is.
  ReplaceSet(Frame frame, bool keep_empty) : frame_(std::move(frame)), keep_empty_(keep_empty) {}

  Status resume(std::string_view position) override;
  // When the walk began: all of it is in the files of one day.
  int64_t name_time(int64_t now_us) override;
  Result<Output*> at(const std::string& name, int64_t now_us) override;
  bool is_full(const Output&, int64_t) const override { return false; }
  std::vector<Output*> waiting() override;
  Status write_pending(Output& output, std::string_view packed, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  // May be repeated; does nothing unless the last flush was the walk's last.
  Status finish() override;
  Status restart() override;

 private:
  struct Part final : Output {
    std::unique_ptr<ReplaceTarget> target;
    std::string position;  // after its last flush
    bool dirty = true;     // written to since then
    bool at_start() const override { return target->at_start(); }
  };

  Status resume_one(const std::string& path, const std::string& position);
  bool goes_in_place(const Part& part) const { return keep_empty_ || !part.at_start(); }
  Result<std::string> text() const;

  Frame frame_;
  const bool keep_empty_;
  std::map<std::string, Part, std::less<>> parts_;  // by path
  int64_t began_us_ = 0;                            // the walk; 0: it has no record yet
  bool complete_ = false;
};

}  // namespace file_plugin
