// The sluice program. Everything is in host/src/app.
#include "app/application.hpp"
#include "platform/process.hpp"

int main(int argc, char** argv) {
  sluice::platform::report_file_size_limit();
  return sluice::app::SluiceApplication::run_program(argc, argv);
}
