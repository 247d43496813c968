// What the tests of the file plugin share: a folder of their own, and a publisher or subscriber
// driven as the host drives it. One thread.
#pragma once

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "publisher.hpp"
#include "subscriber.hpp"
#include "unit/rest/host_rig.hpp"

namespace file_plugin::test {

using sluice::test::has;
using sluice::test::HostRig;
using sluice::test::TestCancel;

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sluice-file-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
  }
  bool exists(const std::string& name) const { return std::filesystem::exists(path_ / name); }

 private:
  std::filesystem::path path_;
};

inline std::string config(const std::string& path, const std::string& more = {}) {
  return "{\"path\":\"" + path + "\"" + more + "}";
}

// A line a number.
inline std::string numbers(int from, int to) {
  std::string out;
  for (int i = from; i < to; i++) out += "{\"number\":" + std::to_string(i) + "}\n";
  return out;
}

// A publisher at work. What it keeps between runs is in `work` beside the file; another
// `deployment` keeps its own.
struct Writer {
  explicit Writer(const std::string& path, const std::string& more = {},
                  const std::string& deployment = "work")
      : publisher(rig.make<Publisher>(config(path, more))) {
    const auto folder = std::filesystem::path(path).parent_path();
    if (!deployment.empty() && std::filesystem::is_directory(folder))
      rig.environment.work_folder = (folder / deployment).string();
  }

  Status resume(const std::string& position = {}) { return publisher->resume(position, cancel); }
  // Publishes lines as one batch; the second record is filtered if `filter_second`.
  Status publish(std::string_view lines, bool filter_second = false) {
    sluice::record::Batch batch{{}};
    char* page = batch.abi()->json->reserve_page(batch.abi(), lines.size());
    std::memcpy(page, lines.data(), lines.size());
    sluice_error error{};
    error.struct_size = sizeof error;
    REQUIRE(batch.abi()->json->parse_lines(batch.abi(), lines.size(), 1, &error) == SLUICE_OK);
    if (filter_second) sluice_record_at(batch.abi(), 1)->state = SLUICE_RECORD_FILTERED;
    std::vector<sluice_outcome> outcomes(batch.abi()->count);
    return publisher->publish(sluice::Batch(batch.abi()),
                              {sluice::Batch(batch.abi()), outcomes.data()}, cancel);
  }
  std::string flush(bool last = false) {
    auto position = publisher->flush(last, cancel);
    INFO(position.status().message());
    REQUIRE(position.ok());
    return *position;
  }
  Status finish() { return publisher->finish(cancel); }

  HostRig rig;
  TestCancel cancel;
  std::unique_ptr<Publisher> publisher;
};

// A subscriber about to walk.
struct Reader {
  explicit Reader(const std::string& path, const std::string& more = {},
                  const std::string& cursor = {})
      : subscriber(rig.make<Subscriber>(config(path, more))) {
    REQUIRE(subscriber->open("{}").ok());
    REQUIRE(subscriber->seek(cursor).ok());
  }
  sluice::test::Polled walk(const sluice::record::Limits& limits = {}) {
    return sluice::test::walk(*subscriber, limits);
  }

  HostRig rig;
  std::unique_ptr<Subscriber> subscriber;
};

}  // namespace file_plugin::test
