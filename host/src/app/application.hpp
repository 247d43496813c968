// The application shell on Poco::Util: options, flat settings layered from the command line over
// the environment, and the choice of the command. Main thread, one object per process.
#pragma once

#include <Poco/Util/Application.h>

#include <string>

#include "app/wiring/options.hpp"

namespace sluice::app {

class SluiceApplication : public Poco::Util::Application {
 public:
  // Runs the program from its arguments to its exit code; nothing is thrown.
  static int run_program(int argc, char** argv);

 protected:
  void initialize(Poco::Util::Application& self) override;
  void defineOptions(Poco::Util::OptionSet& options) override;
  void handleOption(const std::string& name, const std::string& value) override;
  int main(const ArgVec& args) override;

 private:
  void layer_environment();
  void complete_options();

  Options options_;
  std::string plugins_;  // of the command line, separated by colons
  bool help_ = false;
  bool version_ = false;
};

}  // namespace sluice::app
