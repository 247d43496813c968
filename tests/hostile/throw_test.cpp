#include "fixture.hpp"
#include "record/batch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr const char* kStandard = "unexpected exception: bad day";
constexpr const char* kOdd = "unexpected exception that is not a std::exception";

void check_internal(const Status& status, const std::string& message) {
  CHECK(status.code() == SLUICE_E_INTERNAL);
  CHECK(status.message() == message);
}

}  // namespace

TEST_CASE("a throw in create is an error that says what was thrown") {
  Made made("thrower", "create");
  check_internal(made.status(), kStandard);
}

TEST_CASE("a throw in a client is an error") {
  Made made("thrower", "client");
  REQUIRE(made.result.ok());
  sluice_http_request request = {};
  sluice_http_response response = {};
  sluice_http_exchange* exchange = nullptr;
  const auto& client = made.component();
  check_internal(client.call(&sluice_client::identity, nullptr), kStandard);
  check_internal(client.call(&sluice_client::start, &request, &exchange), kOdd);
  const Status status = client.call(&sluice_client::finish, exchange, nullptr, &response, nullptr);
  CHECK(status.code() == SLUICE_E_NO_MEMORY);
  (*made.result)->stop();
}

TEST_CASE("a throw in a subscriber is an error") {
  Made made("thrower", "subscriber");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  const auto& subscriber = made.component();
  check_internal(subscriber.call(&sluice_subscriber::open, sluice_slice{}, nullptr), kOdd);
  check_internal(subscriber.call(&sluice_subscriber::seek, sluice_slice{}), kOdd);
  check_internal(subscriber.call(&sluice_subscriber::poll, batch.abi(), nullptr), kStandard);
  (*made.result)->stop();
}

TEST_CASE("a throw in a transformer is an error and the batch stays ours") {
  Made made("thrower", "transformer");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  size_t index = 0;
  REQUIRE(batch.abi()->records_api->add_source(batch.abi(), slice("{}"), &index) == SLUICE_OK);
  check_internal(made.component().call(&sluice_transformer::transform, batch.abi(), nullptr),
                 kStandard);
  CHECK(batch.abi()->count == 1);
}

TEST_CASE("a throw in a text transformer is an error") {
  Made made("thrower", "text");
  REQUIRE(made.result.ok());
  check_internal(
      made.component().call(&sluice_text_transformer::transform, slice("{}"), nullptr, nullptr),
      kOdd);
}

TEST_CASE("a throw in a publisher is an error") {
  Made made("thrower", "publisher");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  const auto& publisher = made.component();
  check_internal(publisher.call(&sluice_publisher::resume, sluice_slice{}, nullptr), kStandard);
  check_internal(publisher.call(&sluice_publisher::publish, batch.abi(), nullptr, nullptr), kOdd);
  check_internal(publisher.call(&sluice_publisher::flush, 1, nullptr, nullptr), kStandard);
  check_internal(publisher.call(&sluice_publisher::finish, nullptr), kOdd);
}

TEST_CASE("a plugin without the SDK that throws does not end the host") {
  {
    Made made("raw_thrower");
    REQUIRE(made.result.ok());
    record::Batch batch{record::Limits{}};
    check_internal(made.component().call(&sluice_transformer::transform, batch.abi(), nullptr),
                   kOdd);
    (*made.result)->stop();
    made.result = Status();  // destroy throws
    REQUIRE(made.test.lines.size() == 1);
    CHECK(has(made.test.lines[0], "destroy: unexpected exception: not today"));
  }  // deinit throws
}

TEST_CASE("a plugin without the SDK may throw from init, create and get_interface, too") {
  check_internal(Made("throwing_init").status(), "init of plugin throwing_init throws");
  check_internal(Made("throwing_create").status(), "unexpected exception: no mood");
  check_internal(Made("throwing_interface").status(), kOdd);
}
