// A recording that is read: its header, and where each exchange is in its file. Bodies
// stay in the file until they are needed. Read by any thread after open().
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "recording/lines.hpp"
#include "sluice/result.hpp"

namespace sluice::recording {

class Recording {
 public:
  // The keys of an exchange. Placeholders in texts are made equal.
  struct Entry {
    uint64_t line = 0;  // from 1; the order in which responses came
    uint64_t number = 0;
    std::string session, pipeline, method, url;
    std::string body;           // digest
    std::string body_no_uuids;  // digest of it without UUIDs
    std::string authorization;  // as recorded
    int status = 0;             // 0: failed
    int64_t done_ms = 0;
    std::streamoff at = 0;
    size_t size = 0;
  };

  // E_INVALID with file and line if it cannot be replayed: not a recording, of another format, with
  // cut bodies. A recording without its end can.
  static Result<Recording> open(const std::filesystem::path& file);

  const Header& header() const { return header_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<StateValue>& state() const { return state_; }
  const std::vector<KeptCredential>& credentials() const { return credentials_; }
  bool whole() const { return whole_; }
  std::string name() const { return file_.filename().string(); }

  // Reads the line again.
  Result<Exchange> exchange(const Entry& entry) const;

 private:
  Status read_all();
  Status add(std::string_view line, std::streamoff at, uint64_t number);

  std::filesystem::path file_;
  Header header_;
  std::vector<Entry> entries_;
  std::vector<StateValue> state_;
  std::vector<KeptCredential> credentials_;
  bool whole_ = false;
};

// The key for comparing bodies.
std::string body_digest(std::string_view body);
std::string body_digest_no_uuids(std::string_view body);

}  // namespace sluice::recording
