#include "seed/seed_words.hpp"

#include <span>

namespace sluice::simulator {
namespace {

constexpr std::string_view kQuality[] = {"Alpine",  "Brushed", "Classic", "Dappled", "Eco",
                                         "Fein",    "Größe L", "Heavy",   "Íslensk", "Jumbo",
                                         "Käsiger", "Light",   "Merino",  "Nordlys", "Organic"};
constexpr std::string_view kGood[] = {"Apron",    "Bottle",      "Crème brûlée set",
                                      "Drill",    "Ember mug",   "Flask",
                                      "Gloves",   "Hammer 12\"", "Jacket",
                                      "Kettle",   "Lantern",     "麻の袋",
                                      "Notebook", "Ölkanne",     "Plaid",
                                      "Футболка", "Rope",        "Scarf"};
constexpr std::string_view kColour[] = {"anthracite", "blå",  "crimson", "dunkelgrün", "écru",
                                        "fog",        "gold", "赤",      "ivory"};
constexpr std::string_view kSize[] = {"XS", "S", "M", "L", "XL", "one size", "½ l"};
constexpr std::string_view kFiller[] = {"sturdy", "made",    "with",     "care",  "for",
                                        "daily",  "use",     "by",       "hand",  "washable",
                                        "warm",   "and",     "light",    "très",  "robuste",
                                        "für",    "draußen", "recycled", "cotton"};
constexpr std::string_view kFirstName[] = {
    "Ada",  "Björn",    "Chloë", "Dmitri", "Élodie", "Farid",   "Greta", "Hiroshi", "Inês",
    "Jörg", "Kateřina", "Liam",  "Mei",    "Noor",   "Øystein", "Priya", "Zoë"};
constexpr std::string_view kLastName[] = {
    "Andersson",     "O'Brien", "Çelik", "Dubois",    "Eriksen",   "Fernández", "Grünwald",
    "Haraldsdóttir", "Ivanova", "王",    "Kowalczyk", "Lindqvist", "Müller",    "Nguyễn"};
constexpr std::string_view kStreet[] = {"High Street",  "Lindengasse", "Rue de l'Église",
                                        "Harbour Road", "Møllevej",    "Calle Mayor"};
constexpr std::string_view kCity[] = {"Wien", "Århus", "Auckland", "Málaga", "Genève", "Łódź"};

std::span<const std::string_view> list_of(Words words) {
  switch (words) {
    case Words::kQuality:
      return kQuality;
    case Words::kGood:
      return kGood;
    case Words::kColour:
      return kColour;
    case Words::kSize:
      return kSize;
    case Words::kFirstName:
      return kFirstName;
    case Words::kLastName:
      return kLastName;
    case Words::kStreet:
      return kStreet;
    case Words::kCity:
      return kCity;
    default:
      return kFiller;
  }
}

}  // namespace

std::string_view pick_word(Random& random, Words words) {
  const std::span<const std::string_view> list = list_of(words);
  return list[random.below(list.size())];
}

std::string filler_text(Random& random, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) text += ' ';
    text += pick_word(random, Words::kFiller);
  }
  return text;
}

}  // namespace sluice::simulator
