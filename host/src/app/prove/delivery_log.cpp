#include "app/prove/delivery_log.hpp"

#include <algorithm>
#include <deque>
#include <sstream>

#include "backlog/numbered_lines.hpp"

namespace sluice::app {
namespace {

// Lines are KIND<tab>TARGET<tab>WORD…<tab>. with a dot for the end, as a kill may cut a line off.
constexpr char kTarget = 'T';   // pipeline, name, its traits
constexpr char kOffered = 'O';  // records
constexpr char kSettled = 'S';  // those taken
constexpr char kWithdrawn = 'W';
constexpr char kThere = 'F';     // records that were found there
constexpr char kNotThere = 'N';  // records that were not
constexpr const char* kEnd = ".";
constexpr const char* kYes = "yes";
constexpr const char* kNo = "no";

RecordKeys words_of(const std::string& line) {
  RecordKeys out;
  std::istringstream in(line);
  for (std::string word; std::getline(in, word, '\t');) out.push_back(word);
  return out;
}

// Reads one line after the other.
class DeliveryReader {
 public:
  void read(RecordKeys words) {
    if (words.size() < 3 || words.back() != kEnd) return;
    const char kind = words[0][0];
    const int number = std::stoi(words[1]);
    const RecordKeys rest(words.begin() + 2, words.end() - 1);
    if (kind == kTarget) return begin(number, rest);
    if (!open_.contains(number)) return;
    Open& at = open_[number];
    if (kind == kOffered) offer(at, rest);
    if (kind == kSettled) settle(at, rest);
    if (kind == kWithdrawn && !at.offers.empty()) at.offers.pop_back();
    if (kind == kThere) count_found(at, rest, true);
    if (kind == kNotThere) count_found(at, rest, false);
  }

  // What is still without an outcome may have got there.
  Deliveries end() {
    close_all();
    return std::move(out_);
  }

 private:
  struct Open {
    TargetDeliveries* target;
    std::deque<RecordKeys> offers;
  };

  // The first target of a run: the one before was killed, or had ended.
  void begin(int number, const RecordKeys& names) {
    if (number == 0) close_all();
    if (names.size() != 5) return;
    TargetDeliveries& target = out_[{names[0], names[1]}];
    target.traits = {names[2] == kYes, names[3] == kYes, names[4] == kYes};
    if (target.traits.starts_over) target.starts_over++;
    open_[number] = {&target, {}};
  }

  void close_all() {
    for (auto& [number, at] : open_)
      for (const RecordKeys& offer : at.offers)
        for (const std::string& record : offer) at.target->records[record].perhaps++;
    open_.clear();
  }

  static void offer(Open& at, const RecordKeys& records) {
    at.target->largest_offer = std::max<uint64_t>(at.target->largest_offer, records.size());
    at.offers.push_back(records);
  }

  static void settle(Open& at, const RecordKeys& taken) {
    if (at.offers.empty()) return;
    at.offers.pop_front();
    for (const std::string& record : taken) at.target->records[record].surely++;
  }

  // Found once more is not there once more. Of what is not there, or may be sent again, the
  // publisher says so itself.
  static void count_found(Open& at, const RecordKeys& records, bool there) {
    for (const std::string& record : records) {
      DeliveryCount& count = at.target->records[record];
      const bool open = count.perhaps > 0;
      if (open) count.perhaps--;
      if (there && (open || count.surely == 0)) count.surely++;
      if (!there && !open && count.surely > 0) count.surely--;
    }
  }

  Deliveries out_;
  std::map<int, Open> open_;
};

bool ends_in_line(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in || in.tellg() == 0) return true;
  in.seekg(-1, std::ios::end);
  return in.get() == '\n';
}

}  // namespace

std::string delivery_key(std::string_view source) {
  const std::string origin = backlog::origin_of(source);
  return origin.substr(0, origin.find(' '));
}

DeliveryLog::DeliveryLog(const std::filesystem::path& file) {
  const bool whole = ends_in_line(file);
  out_.open(file, std::ios::binary | std::ios::app);
  if (!whole) out_ << std::endl;
}

int DeliveryLog::target(const std::string& pipeline, const std::string& name,
                        const TargetTraits& traits) {
  const auto word = [](bool trait) { return trait ? kYes : kNo; };
  line(kTarget, targets_,
       {pipeline, name, word(traits.keeps_notes), word(traits.replaces), word(traits.starts_over)});
  return targets_++;
}

void DeliveryLog::offered(int target, const RecordKeys& records) {
  line(kOffered, target, records);
}

void DeliveryLog::settled(int target, const RecordKeys& taken) { line(kSettled, target, taken); }

void DeliveryLog::withdrawn(int target) { line(kWithdrawn, target, {}); }

void DeliveryLog::recovered(int target, const RecordKeys& there, const RecordKeys& not_there) {
  line(kThere, target, there);
  line(kNotThere, target, not_there);
}

void DeliveryLog::line(char kind, int target, const RecordKeys& words) {
  std::string text = std::string(1, kind) + '\t' + std::to_string(target);
  for (const std::string& word : words) text += '\t' + word;
  text += std::string("\t") + kEnd;
  const std::lock_guard lock(mutex_);
  out_ << text << std::endl;
}

Result<Deliveries> read_deliveries(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Status(SLUICE_E_INTERNAL, file.string() + " cannot be read");
  DeliveryReader reader;
  for (std::string line; std::getline(in, line);) reader.read(words_of(line));
  return reader.end();
}

}  // namespace sluice::app
