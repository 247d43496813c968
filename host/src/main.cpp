// The sluice program. Everything is in host/src/app.
#include "app/application.hpp"

int main(int argc, char** argv) { return sluice::app::SluiceApplication::run_program(argc, argv); }
