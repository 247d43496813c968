// Runs the real program in a folder of its own and keeps what it prints.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "support/temp_folder.hpp"
#include "support/text.hpp"

namespace sluice::test {

struct Ran {
  int code = -1;
  std::string out, err;
};

class Program {
 public:
  explicit Program(std::string file = SLUICE_PROGRAM) : file_(std::move(file)) {}

  // `arguments` as a shell reads them; `variables` ("A=1 B=2") go in front; `input`: a file.
  Ran run(const std::string& arguments, const std::string& variables = "",
          const std::string& input = "/dev/null") const {
    const std::string command = "cd '" + folder_.path().string() + "' && " + variables + " '" +
                                file_ + "' " + arguments + " >.out 2>.err <" + input;
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, read_file(folder_ / ".out"),
            read_file(folder_ / ".err")};
  }

  const TempFolder& folder() const { return folder_; }

 private:
  std::string file_;
  TempFolder folder_;
};

}  // namespace sluice::test
