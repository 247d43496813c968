// The pipelines' store in one SQLite file: WAL, to let other commands read beside a run, and
// synchronous FULL, to make a returned commit survive a power cut. Any thread: writes share one
// connection and lock, reads another, so a read never waits for a commit's disk flush.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "store/checkpoint_store.hpp"
#include "store/component_store.hpp"
#include "store/pipeline_store.hpp"

namespace SQLite {
class Database;
}

namespace sluice::store {

class SqliteStore : public PipelineStore, public CheckpointStore, public ComponentStore {
 public:
  enum class Mode { read_write, read_only };

  // No access yet: the file is made by the first commit and read by the first read. A
  // missing file reads as empty.
  explicit SqliteStore(std::string file, Mode mode = Mode::read_write, int busy_ms = 5000);
  ~SqliteStore() override;

  // Opens it for reading, if it is there, in advance of the first read. Failures are
  // left for that read to report.
  void open_ahead();

  Result<PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, const CommitKey& key, const Delta& delta) override;
  Result<CommitMark> last_commit(std::string_view pipeline) override;
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override;
  Result<bool> reset(std::string_view pipeline) override;
  Result<std::vector<PipelineState>> states() override;
  Result<std::vector<Checkpoint>> checkpoints(std::string_view pipeline) override;
  Result<bool> put_cursor(std::string_view pipeline, const Cursor& cursor) override;
  Result<std::vector<Component>> components(std::string_view pipeline) override;
  Status put_components(std::string_view pipeline, int64_t fence, const ComponentChanges& changes,
                        std::string_view aside) override;
  // Deletes a publisher's position, taken and sent records: the publisher starts afresh, the source
  // does not. False if there was nothing.
  Result<bool> forget_position(std::string_view pipeline, std::string_view publisher);

 private:
  Result<SQLite::Database*> reader();  // null: there is nothing to read yet
  Result<SQLite::Database*> writer();
  Result<SQLite::Database*> writer(int64_t fence);  // for who has a lease, unless it is 0
  bool is_gone() const;
  template <class T, class F>
  Result<T> read(F&& body);
  template <class F>
  Result<bool> change(F&& body);  // false where there is no file

  const std::string file_;
  const Mode mode_;
  const int busy_ms_;
  std::mutex write_mutex_;
  std::mutex read_mutex_;
  std::unique_ptr<SQLite::Database> writer_;
  std::unique_ptr<SQLite::Database> reader_;
};

}  // namespace sluice::store
