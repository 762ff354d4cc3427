#include "core/decide/flood.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "core/read/request.h"
#include "core/reply/reply.h"

namespace permit {

namespace {

constexpr std::size_t kRows = 16'384;

std::uint64_t hash_of(std::string_view phone) { return std::hash<std::string_view>()(phone); }

/// Returns the text that says how to ask: the text of the first word about nothing, else the text for unreadable texts.
std::string_view help_of(const RuleSet& rules) {
  const auto is_help = [](const Word& word) { return word.about == Word::About::nothing && !word.tries; };
  const auto word = std::find_if(rules.words.begin(), rules.words.end(), is_help);
  return word == rules.words.end() ? text_id::kFormat : std::string_view{word->reply};
}

Entry helped(Entry entry, const RuleSet& rules) {
  WordRequest help;
  help.reply = help_of(rules);
  entry.reason = kFlood;
  entry.reply = render_reply(help, {}, {rules, entry.language, entry.text.phone, entry.decided});
  return entry;
}

/// Keeps the request for searches in the log and removes the answer.
Entry silenced(Entry entry) {
  entry.outcome = Outcome::silent;
  entry.reason = kFlood;
  entry.period.reset();
  entry.permit.reset();
  entry.fields.clear();
  entry.clause.clear();
  entry.reply.clear();
  return entry;
}

}  // namespace

Entry apply_flood_limit(FloodVerdict verdict, Entry answered, const RuleSet& rules) {
  if (answered.outcome == Outcome::granted || answered.outcome == Outcome::silent) return answered;
  if (verdict == FloodVerdict::suppress) return silenced(std::move(answered));
  const bool decides_nothing = answered.outcome == Outcome::unreadable || answered.outcome == Outcome::information;
  if (verdict == FloodVerdict::hint && decides_nothing) return helped(std::move(answered), rules);
  return answered;
}

FloodGuard::FloodGuard(FloodTerms terms) : terms_(terms), rows_(kRows) {}

FloodVerdict FloodGuard::count(std::string_view phone, Instant now) {
  Phone& heard = place_of(phone, now);
  heard.texts = has_paused(heard, now) ? 1 : std::min(heard.texts + 1, terms_.texts + 2);
  heard.heard = now;
  if (heard.texts <= terms_.texts) return FloodVerdict::allow;
  return heard.texts == terms_.texts + 1 ? FloodVerdict::hint : FloodVerdict::suppress;
}

void FloodGuard::reset(std::string_view phone) {
  const std::uint64_t hash = hash_of(phone);
  for (Phone& heard : rows_[hash % kRows]) {
    if (heard.hash == hash) heard = {};
  }
}

bool FloodGuard::has_paused(const Phone& phone, Instant now) const {
  return phone.texts == 0 || now - phone.heard >= terms_.pause;
}

/// Returns the phone's own place, or else the place to forget first: of a phone that has paused, then of the phone that
/// texted least and longest ago.
FloodGuard::Phone& FloodGuard::place_of(std::string_view phone, Instant now) {
  const std::uint64_t hash = hash_of(phone);
  Row& row = rows_[hash % kRows];
  const auto own = std::find_if(row.begin(), row.end(), [&](const Phone& p) { return p.texts > 0 && p.hash == hash; });
  if (own != row.end()) return *own;
  const auto weight = [&](const Phone& p) { return std::pair(has_paused(p, now) ? 0 : p.texts, p.heard); };
  Phone& place =
      *std::min_element(row.begin(), row.end(), [&](const Phone& a, const Phone& b) { return weight(a) < weight(b); });
  place = {hash, now, 0};
  return place;
}

}  // namespace permit
