// Puts values at paths of a record, making missing objects. Belongs to one component (hints,
// and the memory of the last record's names). [lane]
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "found_value.hpp"
#include "shape.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/result.hpp"

namespace sluice::core {

class Targets {
 public:
  // REQUIRES: none is part of another
  void add(expression::Path path);

  // Puts the found ones of `values`, one per target in the order they were added. A value must be
  // the record's own (a copy, or taken out of it). False, and `why`: E_DATA if a value on the path
  // is neither object nor null; an empty message means the batch has the host's. `version`: roots
  // with the same one have the same shape; 0 if unknown.
  bool put(sluice_batch* batch, sluice_value* root, std::span<const FoundValue> values,
           uint64_t version, Status* why);

 private:
  // A member of the root, shared by the targets in it.
  struct Name {
    expression::Step step;
    uint64_t generation = 0;  // of the shape for which the next is right
    bool absent = false;
  };
  struct Target {
    size_t name;
    bool is_inner;  // not a member of the root itself
    expression::Path path;
  };

  sluice_value* place_of(sluice_batch* batch, sluice_value* root, Target& target, Status* why);
  sluice_value* root_member(sluice_batch* batch, sluice_value* root, Name& name);
  bool is_absent(const sluice_value& root, Name& name);
  void meet(const sluice_value& root, uint64_t version);
  static sluice_value* inner_member(sluice_batch* batch, sluice_value* at, expression::Path& path,
                                    Status* why);

  std::vector<Name> names_;
  std::vector<Target> targets_;
  Shape shape_;           // of the root, before anything is put into it
  uint64_t version_ = 0;  // of that root, as passed to put()
  uint64_t generation_ = 0;
  uint64_t told_ = 0;  // the version of the current root
  bool met_ = false;
};

}  // namespace sluice::core
