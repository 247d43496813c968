// New names for members: in place (`rename`), or at another place of the record (`move` with a
// star). Belongs to one core.map. [lane]
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wild_paths.hpp"

namespace sluice::core {

// The members that a path leads to get another name, which may have the star of the path's last
// part, and stay where they are.
class Rename {
 public:
  static Result<Rename> parse(std::string_view path, std::string_view name);
  // E_DATA: another member has that name; an empty message: the batch has the host's.
  Status run(sluice_batch* batch, sluice_value* root) const;

 private:
  Rename(WildPath path, NamePattern name) : path_(std::move(path)), name_(std::move(name)) {}
  Status rename(sluice_batch* batch, const WildMember& member) const;

  WildPath path_;
  NamePattern name_;
};

// The members that a path leads to, not through arrays, go to a path whose last part may have the
// star of the path's last part.
class WildMove {
 public:
  static Result<WildMove> parse(std::string_view from, std::string_view to);
  // Takes them out, and later puts them. Statuses as above; E_DATA where an object is needed.
  Status take(sluice_batch* batch, sluice_value* root);
  Status put(sluice_batch* batch, sluice_value* root);

 private:
  WildMove(WildPath from, WildPath to) : from_(std::move(from)), to_(std::move(to)) {}
  Status put_one(sluice_batch* batch, sluice_value* root, std::string_view part,
                 const sluice_value& value) const;

  WildPath from_, to_;
  std::vector<std::pair<std::string, sluice_value>> taken_;  // of the current record
};

}  // namespace sluice::core
