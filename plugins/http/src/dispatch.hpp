// One call of publish: keeps up to `in_flight` requests under way until every record has its
// outcome. One lane.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "judge.hpp"
#include "order_queue.hpp"
#include "packer.hpp"
#include "parcel.hpp"
#include "record_texts.hpp"

namespace http_plugin {

// What a publisher keeps between calls.
struct Workshop {
  PublisherSettings& settings;
  const sluice::Host& host;
  const sluice::ClientRef& client;
  Packer& packer;
  RecordTexts texts{};
  OrderQueue queue{};
  std::vector<std::unique_ptr<Parcel>> parcels{};  // that are free
  int server_errors = 0;                           // in a row
};

class Dispatch {
 public:
  // All of it outlives the call.
  Dispatch(Workshop& shop, sluice::Batch batch, sluice_outcome* outcomes,
           const sluice::Cancel& cancel);
  ~Dispatch();
  Dispatch(const Dispatch&) = delete;
  Dispatch& operator=(const Dispatch&) = delete;

  // Failing: nobody's outcome counts.
  sluice::Status run();

 private:
  using ParcelPtr = std::unique_ptr<Parcel>;

  std::vector<std::string_view> order_keys() const;
  sluice::Status send_more();
  ParcelPtr next_parcel();
  sluice::Status send(ParcelPtr parcel);
  sluice::Status finish_one();
  sluice::Result<size_t> first_answered();
  sluice::Status settle(ParcelPtr parcel, Verdict verdict);
  void split(ParcelPtr parcel);
  void settle_record(uint32_t record, const sluice::Status& outcome);
  void note_health(const Verdict& verdict);
  std::vector<Expected> expected(const Parcel& parcel) const;
  void settle_rest();
  ParcelPtr free_parcel();
  void keep(ParcelPtr parcel);

  Workshop& shop_;
  sluice::Batch batch_;
  sluice_outcome* outcomes_;
  const sluice::Cancel& cancel_;
  Judge judge_;
  std::vector<char> settled_;  // by record, as RecordTexts counts them
  std::vector<ParcelPtr> flying_;
  std::vector<sluice_http_exchange*> handles_;  // of flying_
  std::deque<ParcelPtr> halves_;  // sent one after the other, so that their order stays
  bool half_flying_ = false;
  sluice::Status rest_;  // failing: nothing more is sent
};

}  // namespace http_plugin
