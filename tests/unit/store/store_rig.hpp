// What the store's tests share: a folder with a store in it, and a commit of everything.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "store/pipeline_store.hpp"
#include "store/sqlite_tasks.hpp"

namespace sluice::store::test {

class Folder {
 public:
  Folder() : path_((std::filesystem::temp_directory_path() / "sluice-store-XXXXXX").string()) {
    REQUIRE(mkdtemp(path_.data()));
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file() const { return path_ + "/state.db"; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline Task task(std::string origin, std::string step = "transformers[0] (core.map)") {
  Task t;
  t.pipeline = "products";
  t.step = std::move(step);
  t.origin = std::move(origin);
  t.source = "{\"id\":1}";
  t.value = "{\"id\":1,\"x\":2}";
  t.code = SLUICE_E_DATA;
  t.remote_code = 422;
  t.message = "no price";
  t.first_us = t.last_us = 100;
  return t;
}

// The tasks in the store of a folder, the oldest first.
inline std::vector<Task> tasks_in(const Folder& folder, std::string pipeline = {}) {
  TaskFilter filter;
  filter.pipeline = std::move(pipeline);
  TaskPage page;
  page.oldest_first = true;
  page.texts = true;
  const auto tasks = SqliteTasks(folder.file()).tasks(filter, page);
  REQUIRE_MESSAGE(tasks.ok(), tasks.status().message());
  return *tasks;
}

// The value of full_delta's state.
inline std::optional<std::string> value_in(PipelineStore& store) {
  const std::string_view key("k\0\xff", 3);
  return store.read_state("products", "transformers[0]", {&key, 1})->front();
}

inline Delta full_delta() {
  Delta d;
  d.cursor = Cursor{"42", "fp", "conf", "{}", Walk::running};
  d.positions = {{"publishers[0]", "file a", "100"}};
  d.state = {{"transformers[0]", std::string("k\0\xff", 3), std::string("v\0\n", 3)}};
  d.tasks = {task("o1")};
  d.figures = {1, 2, 3, 4, 5, 6, 7};
  return d;
}

}  // namespace sluice::store::test
