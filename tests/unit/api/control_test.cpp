#include "app/api/control.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using namespace sluice;
using namespace sluice::app;

TEST_CASE("a command wakes the loop and waits for its reply") {
  const platform::Wake attention = *platform::Wake::create();
  Control control(attention);
  std::thread loop([&] {
    CHECK(attention.wait(10'000));
    for (Control::Asked& one : control.take())
      one.reply.set_value({.run = std::get<StopCommand>(one.command).run + 1});
  });
  CHECK(control.ask(StopCommand{4}).run == 5);
  loop.join();
}

TEST_CASE("commands that wait when the server ends get a reply, and so do later ones") {
  const platform::Wake attention = *platform::Wake::create();
  Control control(attention);
  Outcome waited;
  std::thread asker([&] { waited = control.ask(StartCommand{"a"}); });
  attention.wait(10'000);
  control.close();
  asker.join();
  CHECK(waited.kind == Outcome::Kind::kEnding);
  CHECK(control.ask(StartCommand{"a"}).kind == Outcome::Kind::kEnding);
}

TEST_CASE("more commands than may wait are refused at once") {
  const platform::Wake attention = *platform::Wake::create();
  Control control(attention);
  std::vector<std::thread> askers;
  std::atomic<int> refused{0};
  for (int i = 0; i < 65; i++)
    askers.emplace_back([&] {
      if (control.ask(StartCommand{"a"}).kind != Outcome::Kind::kBusy) return;
      refused++;
      control.close();
    });
  for (std::thread& one : askers) one.join();
  CHECK(refused == 1);
}

TEST_CASE("a loop that does not reply is not waited for without end") {
  const auto attention = platform::Wake::create();
  Control control(*attention, std::chrono::milliseconds(1));
  CHECK(control.ask(StopCommand{1}).kind == Outcome::Kind::kLate);
  for (Control::Asked& one : control.take()) one.reply.set_value({});  // nobody hears it
  CHECK(control.ask(StopCommand{1}).kind == Outcome::Kind::kLate);
}
