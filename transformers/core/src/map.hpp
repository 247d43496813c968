// core.map: sets, moves, drops and keeps members, and puts constants. All of a record's sources are
// read from the record as it came into the step; then members are removed (keep, then drop and
// the moved ones); then targets are set (move, set, template, const, each in the order written). So
// the settings' order never matters, and swapping two members needs no third name. [lane]
#pragma once

#include <vector>

#include "selection.hpp"
#include "sluice/expression/known_value.hpp"
#include "step_helpers.hpp"
#include "target.hpp"
#include "wild_members.hpp"

namespace sluice::core {

class Map final : public Transformer, private KnowsMembers {
 public:
  static constexpr std::string_view kId = "core.map";
  static Result<std::unique_ptr<Map>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  struct Move {
    expression::Path from, to;
  };
  struct Set {
    expression::Expression source;
    expression::Path to;
    std::string pointer;       // of the setting
    bool is_optional = false;  // "name?": null leaves the target unchanged
  };
  // Of drop, keep or rename.
  struct Named {
    expression::Path path;
    std::string pointer;
  };
  using Evaluators = std::vector<expression::Evaluator>;

  explicit Map(const Findings& findings) : findings_(findings) {}
  Status read_moves(const Setup& setup);
  Status read_sets(const Setup& setup, std::string_view name);
  Status read_constants(const Setup& setup);
  void add_set(Result<expression::Path> to, Result<expression::Expression> source,
               std::string pointer, bool is_optional, Status* failure);
  Status read_paths(const Setup& setup, std::string_view name, Selection* out, bool* given);
  void read_renamed(const Setup& setup);
  // map_members.cpp: what is known of the records behind this step.
  Result<std::string> members(std::string_view in) override;
  std::vector<std::string> absent() override;
  expression::Known without_removed(expression::Known record) const;
  Status check_sources(const Setup& setup) const;
  Status check_targets(const Setup& setup) const;

  const Status* change(sluice_batch* batch, sluice_value* root, Evaluators& evaluators);
  bool take_sets(sluice_batch* batch, sluice_value* root, Evaluators& evaluators);
  bool take_moves(sluice_batch* batch, sluice_value* root);
  bool find_moves(sluice_batch* batch, sluice_value* root);
  bool take_out(sluice_batch* batch, sluice_value* root);
  bool put_targets(sluice_batch* batch, sluice_value* root);
  const Status* failed(sluice_batch* batch, const sluice_value* root);
  bool failed_set(const Set& set, const Status& why);
  bool failed_array(const Move& move, std::string_view array);
  bool failed_type(const sluice_value& root);
  bool failed_host(sluice_status code);
  bool failed_copy(sluice_status code, const Set& set);

  Findings findings_;
  std::vector<Move> moves_;
  std::vector<Set> sets_;
  Targets targets_;  // of the moves, then of the sets and constants
  Selection removed_, kept_;
  std::vector<Named> drop_, keep_, renamed_;  // for what is known of the records
  WildMembers wild_;
  std::vector<FoundValue> found_;  // by the moves, then by the sets and constants
  bool keeps_ = false;
  bool takes_when_removing_ = false;
  bool moves_inner_ = false;  // a member that is not the record's own
  Status failure_;
};

}  // namespace sluice::core
