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

/// Returns the text that says how to ask: the reply of the first plain word, else the text for unreadable texts.
std::string_view help_of(const RuleSet& rules) {
  const auto is_help = [](const Word& word) { return word.about == Word::About::nothing && !word.is_trial; };
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

FloodGuard::FloodGuard(FloodLimits limits) : limits_(limits), rows_(kRows) {}

FloodVerdict FloodGuard::count_text(std::string_view phone, Instant now) {
  Counter& counter = find_or_claim_counter(phone, now);
  counter.texts = has_been_quiet(counter, now) ? 1 : std::min(counter.texts + 1, limits_.texts + 2);
  counter.last_text = now;
  if (counter.texts <= limits_.texts) return FloodVerdict::allow;
  return counter.texts == limits_.texts + 1 ? FloodVerdict::hint : FloodVerdict::suppress;
}

void FloodGuard::reset(std::string_view phone) {
  const std::uint64_t hash = hash_of(phone);
  for (Counter& counter : rows_[hash % kRows]) {
    if (counter.hash == hash) counter = {};
  }
}

bool FloodGuard::has_been_quiet(const Counter& counter, Instant now) const {
  return counter.texts == 0 || now - counter.last_text >= limits_.quiet;
}

/// Returns the phone's own counter, or else the best one to reuse: a quiet phone's, else that with the fewest texts,
/// the oldest of those.
FloodGuard::Counter& FloodGuard::find_or_claim_counter(std::string_view phone, Instant now) {
  const std::uint64_t hash = hash_of(phone);
  Row& row = rows_[hash % kRows];
  const auto own =
      std::find_if(row.begin(), row.end(), [&](const Counter& c) { return c.texts > 0 && c.hash == hash; });
  if (own != row.end()) return *own;
  const auto weight = [&](const Counter& c) { return std::pair(has_been_quiet(c, now) ? 0 : c.texts, c.last_text); };
  Counter& counter = *std::min_element(row.begin(), row.end(),
                                       [&](const Counter& a, const Counter& b) { return weight(a) < weight(b); });
  counter = {hash, now, 0};
  return counter;
}

}  // namespace permit
