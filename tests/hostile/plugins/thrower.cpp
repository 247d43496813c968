// Throws in every function of every kind of component: a std::exception here, something else
// there. The SDK's functions must turn each into a status.
#include <sluice/plugin.hpp>

#include <new>
#include <stdexcept>

namespace {

[[noreturn]] void bad_day() { throw std::runtime_error("bad day"); }
struct Odd {};

template <class T>
sluice::Result<std::unique_ptr<T>> made() {
  return std::make_unique<T>();
}

class InCreate final : public sluice::Transformer {
 public:
  static constexpr std::string_view kId = "thrower.create";
  static sluice::Result<std::unique_ptr<InCreate>> create(sluice::Context&) { bad_day(); }
  sluice::Status transform_batch(sluice::Batch, const sluice::Cancel&) override { bad_day(); }
};

class InClient final : public sluice::Client {
 public:
  static constexpr std::string_view kId = "thrower.client";
  static auto create(sluice::Context&) { return made<InClient>(); }
  std::string identity() const override { bad_day(); }
  sluice::Status start(const sluice_http_request&, sluice_http_exchange**) override { throw Odd(); }
  sluice::Status finish(sluice_http_exchange*, sluice_batch*, sluice_http_response*,
                        const sluice::Cancel&) override {
    throw std::bad_alloc();
  }
  void stop() override { bad_day(); }
};

class InSubscriber final : public sluice::Subscriber {
 public:
  static constexpr std::string_view kId = "thrower.subscriber";
  static auto create(sluice::Context&) { return made<InSubscriber>(); }
  sluice::Result<std::string> open(std::string_view) override { throw Odd(); }
  sluice::Status seek(std::string_view) override { throw 7; }
  sluice::Status poll(sluice::Batch, const sluice::Cancel&) override { bad_day(); }
  void stop() override { throw Odd(); }
};

class InTransformer final : public sluice::Transformer {
 public:
  static constexpr std::string_view kId = "thrower.transformer";
  static auto create(sluice::Context&) { return made<InTransformer>(); }
  sluice::Status transform_batch(sluice::Batch, const sluice::Cancel&) override { bad_day(); }
};

class InText final : public sluice::TextTransformer {
 public:
  static constexpr std::string_view kId = "thrower.text";
  static auto create(sluice::Context&) { return made<InText>(); }
  sluice::Status transform(std::string_view, const Output&, const sluice::Cancel&) override {
    throw "a text";
  }
};

class InPublisher final : public sluice::Publisher {
 public:
  static constexpr std::string_view kId = "thrower.publisher";
  static auto create(sluice::Context&) { return made<InPublisher>(); }
  sluice::Status resume(std::string_view, const sluice::Cancel&) override { bad_day(); }
  sluice::Status publish(sluice::Batch, sluice::Outcomes, const sluice::Cancel&) override {
    throw Odd();
  }
  sluice::Result<std::string> flush(bool, const sluice::Cancel&) override { bad_day(); }
  sluice::Status finish(const sluice::Cancel&) override { throw 1.5; }
};

}  // namespace

SLUICE_PLUGIN(InCreate, InClient, InSubscriber, InTransformer, InText, InPublisher)
