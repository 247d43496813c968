// The stored state of a server's pipelines, over its control API: what the commands do is the same
// with a server and without. For one thread.
#pragma once

#include <string>
#include <vector>

#include "app/client/control_client.hpp"
#include "store/state_store.hpp"

namespace sluice::app {

class RemoteState final : public store::StateStore {
 public:
  explicit RemoteState(ControlClient server) : server_(std::move(server)) {}

  Result<std::vector<store::PipelineState>> states() override;
  Result<std::vector<store::Checkpoint>> checkpoints(const std::string& pipeline) override;
  Result<bool> reset(const std::string& pipeline) override;
  Result<bool> forget_position(const std::string& pipeline, const std::string& publisher) override;
  Result<bool> rewind(const std::string& pipeline, int64_t sequence, int64_t checkpoint) override;
  Result<bool> put_cursor(const std::string& pipeline, int64_t sequence,
                          const std::string& cursor) override;
  Status import(const std::vector<store::PipelineState>& states) override;
  Status back_up(const std::string& file) override;

 private:
  Result<bool> forget(const std::string& target);
  Result<bool> move(const std::string& pipeline, int64_t sequence, const config::Node& to);

  ControlClient server_;
};

}  // namespace sluice::app
