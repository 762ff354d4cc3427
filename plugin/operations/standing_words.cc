#include "operations/standing_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "operations/known_name.h"
#include "operations/local_time.h"
#include "operations/subject.h"

namespace permit {

namespace {

struct Column {
  const char* name;
  std::string StandingWords::*word;
  bool required;
};

// `from` is required, so that a file means the same whenever it is imported.
constexpr std::array<Column, 9> kColumns{{{"holder", &StandingWords::holder, true},
                                          {"from", &StandingWords::from, true},
                                          {"until", &StandingWords::until, true},
                                          {"activity", &StandingWords::activity, false},
                                          {"plate", &StandingWords::plate, false},
                                          {"reference", &StandingWords::reference, false},
                                          {"issuer", &StandingWords::issuer, false},
                                          {"places", &StandingWords::places, false},
                                          {"note", &StandingWords::note, false}}};

/// Puts a value on one line, without space around it, so that a printed line stays one.
std::string on_one_line(std::string word) {
  const auto is_space = [](char sign) { return static_cast<unsigned char>(sign) <= ' ' || sign == '\x7F'; };
  std::replace_if(word.begin(), word.end(), is_space, ' ');
  word.erase(word.begin(), std::find_if_not(word.begin(), word.end(), is_space));
  word.erase(std::find_if_not(word.rbegin(), word.rend(), is_space).base(), word.end());
  return word;
}

Result<Instant> read_time(const std::string& word, const Zone& zone) {
  if (word.empty()) return Error{"it is empty; write a local time, such as 2020-07-21T10:00"};
  return local_instant(word, zone);
}

Error named(const char* word, const Error& error) { return {std::string(word) + ": " + error.message}; }

Result<Period> read_period(const StandingWords& words, const Zone& zone) {
  const auto from = read_time(words.from, zone);
  if (!from) return named("from", from.error());
  Period period{*from, std::nullopt};
  if (words.until == kWordForNoEnd) return period;
  const auto until = read_time(words.until, zone);
  if (!until) return named("until", Error{until.error().message + ", or " + kWordForNoEnd});
  if (*until <= *from) return named("until", Error{words.until + " is not after its beginning, " + words.from});
  period.until = *until;
  return period;
}

}  // namespace

Status check_kind(const std::string& kind, const RuleSet& rules) {
  return check_known("standing permits of kind", kind, rules.standing_kinds);
}

StandingWords trimmed(StandingWords words) {
  for (const Column& column : kColumns) words.*column.word = on_one_line(std::move(words.*column.word));
  return words;
}

Result<StandingPermit> read_standing(const StandingWords& given, const RuleSet& rules) {
  StandingWords words = trimmed(given);
  for (const Column& column : kColumns) {
    if ((words.*column.word).size() > kLongestWords)
      return named(column.name, Error{"it is longer than " + std::to_string(kLongestWords) + " bytes"});
  }
  if (words.holder.empty()) return named("holder", Error{"it is empty"});
  const auto holder = readable_holder(words.holder, rules);
  if (!holder) return named("holder", holder.error());
  const auto plate = words.plate.empty() ? Result<std::string>(std::string()) : readable_plate(words.plate, rules);
  if (!plate) return named("plate", plate.error());
  const auto period = read_period(words, rules.zone);
  if (!period) return period.error();
  return StandingPermit{.kind = {},
                        .activity = std::move(words.activity),
                        .period = *period,
                        .holder = *holder,
                        .plate = *plate,
                        .reference = std::move(words.reference),
                        .issuer = std::move(words.issuer),
                        .places = std::move(words.places),
                        .note = std::move(words.note)};
}

StandingWords words_of(const StandingPermit& permit, const Zone& zone) {
  const auto local = [&](Instant time) { return render_local_time(time, zone); };
  return {permit.holder,
          local(permit.period.from),
          permit.period.until ? local(*permit.period.until) : kWordForNoEnd,
          permit.activity,
          permit.plate,
          permit.reference,
          permit.issuer,
          permit.places,
          permit.note};
}

std::vector<CsvColumn> standing_columns() {
  std::vector<CsvColumn> columns;
  columns.reserve(std::size(kColumns));
  for (const Column& column : kColumns) columns.push_back({column.name, column.required});
  return columns;
}

StandingWords standing_row(const CsvReader& table) {
  StandingWords words{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) words.*kColumns[i].word = table.value(i);
  return words;
}

std::string standing_line(const StandingWords& words) {
  std::array<std::string, kColumns.size()> values;
  for (std::size_t i = 0; i < kColumns.size(); ++i) values[i] = words.*kColumns[i].word;
  return csv_line(values);
}

std::string standing_header() {
  std::array<std::string, kColumns.size()> names;
  for (std::size_t i = 0; i < kColumns.size(); ++i) names[i] = kColumns[i].name;
  return csv_line(names);
}

}  // namespace permit
