// Files that are appended to, by names or one after the other, each of a bounded size and age. A
// position knows those that were written to lately; a journal a file knows the others. On the
// publisher's lane.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "append_target.hpp"
#include "outputs.hpp"
#include "sluice/context.hpp"

namespace file_plugin {

// Bounds of a file, with the one that reaches them a new one is begun. 0: none.
struct Rotation {
  uint64_t bytes = 0;
  int64_t seconds = 0;
  size_t ending = 0;  // bytes of a name that come behind its number
  bool any() const { return bytes || seconds; }
};

class OutputSet final : public Outputs {
 public:
  // `work_folder`: of the journals; empty: there is none. `check`: whether a file that is there can
  // be added to.
  OutputSet(const sluice::Host& host, std::string work_folder, Frame frame, Rotation rotation,
            std::function<Status(const std::string& path)> check)
      : host_(host),
        work_folder_(std::move(work_folder)),
        frame_(std::move(frame)),
        rotation_(rotation),
        check_(std::move(check)) {}

  Status resume(std::string_view position) override;
  int64_t name_time(int64_t now_us) override { return now_us; }
  Result<Output*> at(const std::string& name, int64_t now_us) override;
  bool is_full(const Output& output, int64_t now_us) const override;
  std::vector<Output*> waiting() override;
  Status write_pending(Output& output, std::string_view packed, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  Status finish() override { return {}; }
  Status restart() override { return {}; }

 private:
  struct Appended final : Output {
    std::unique_ptr<AppendTarget> target;
    std::string position;  // after its last flush
    std::string name;      // path without the number
    uint64_t number = 0;   // of a rotated file; 0: none
    int64_t since_us = 0;  // when it was begun here
    uint64_t length = 0;   // as of the last write
    uint64_t used = 0;     // when, in calls
    int unchanged = 0;     // flushes since the last write
    bool dirty = true;     // written to since then
    bool at_start() const override { return target->at_start(); }
  };

  Status resume_known(std::string_view position);
  Status resume_one(const std::string& path, Appended output);
  // Takes back what a killed run wrote to files of which the position knows nothing.
  Status undo_unknown();
  std::unique_ptr<AppendTarget> target(const std::string& path) const;
  std::string token(const std::string& path) const;
  std::string journal(const std::string& path) const;
  bool may_forget(const std::string& path, const Appended& output) const;
  Result<Output*> begin(const std::string& name, uint64_t number, int64_t now_us);
  // Closes the one used least lately, if too many are open.
  Status make_room();
  Result<std::string> text() const;

  sluice::Host host_;
  std::string work_folder_;
  Frame frame_;
  Rotation rotation_;
  std::function<Status(const std::string&)> check_;
  std::string epoch_;                                     // of the position and its journals
  std::map<std::string, Appended, std::less<>> outputs_;  // by path
  std::map<std::string, std::string, std::less<>> last_;  // path of the current one, by name
  uint64_t calls_ = 0;
};

}  // namespace file_plugin
