// What core.map does by names with a star: `rename`, and those paths of `move`, `drop` and `keep`
// that have one. Nothing of it is looked at where a map has none. Belongs to one core.map. [lane]
#pragma once

#include <vector>

#include "rename.hpp"
#include "step_helpers.hpp"
#include "wild_paths.hpp"

namespace sluice::core {

class WildMembers {
 public:
  // Of the settings; problems are also told to the host.
  Status read(const Setup& setup);
  bool given() const { return given_; }
  // `keep` has a star somewhere: then all of its paths are handled here.
  bool has_keep() const { return !keep_.empty(); }

  // Takes out what is moved, all that is not kept, and what is dropped, and renames the rest; then,
  // when the map's own targets are to be set, puts what was moved. An empty message: the batch
  // has the host's.
  Status take_out(sluice_batch* batch, sluice_value* root);
  Status put(sluice_batch* batch, sluice_value* root);

 private:
  Status read_pairs(const Setup& setup, const char* name);
  Status read_paths(const Setup& setup, const char* name, std::vector<WildPath>* out);

  std::vector<WildPath> drop_, keep_;
  std::vector<Rename> renames_;
  std::vector<WildMove> moves_;
  bool given_ = false;
};

}  // namespace sluice::core
