// Paths with parts that are filled in: {date}, {month}, {hour} (UTC), and members of the record, as
// {outlet.name}. On the publisher's lane.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

class Naming {
 public:
  // E_INVALID: the braces do not fit.
  static sluice::Result<Naming> of(const std::string& path);

  // Whether a path has parts to be filled in.
  bool is_fixed() const { return parts_.size() == 1 && parts_.front().member.empty(); }
  // Whether members of the record are parts of it.
  bool needs_record() const;
  // Bytes of the ending that each path has by the setting, whatever is filled in: of ".csv" or
  // ".csv.gz".
  size_t ending() const;
  // The path of one that needs none.
  std::string path(int64_t now_us) const;
  // The path for a record at that time (microseconds since 1970). E_DATA: the record lacks a
  // member, or its value cannot be part of a file's name: it never leads to another folder.
  sluice::Result<std::string> path(const sluice::Record& record, int64_t now_us) const;

 private:
  struct Part {
    std::string text;                 // as it is, or what is between braces
    std::vector<std::string> member;  // names of the way to a member; empty: it is text
    bool is_time = false;
  };
  static sluice::Result<std::string> value_of(const Part& part, const sluice::Record& record);

  std::vector<Part> parts_;
};

}  // namespace file_plugin
