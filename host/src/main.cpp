// The sluice program. Everything is in host/src/app.
#include "app/application.hpp"
#include "platform/process.hpp"
#include "platform/process_end.hpp"

int main(int argc, char** argv) {
  sluice::platform::guard_end();
  sluice::platform::report_file_size_limit();
  return sluice::platform::end_of_main(sluice::app::SluiceApplication::run_program(argc, argv));
}
