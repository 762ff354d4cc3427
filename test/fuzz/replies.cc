#include "test/fuzz/replies.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/normalize.h"
#include "base/utf8.h"
#include "core/decide/flood.h"
#include "core/read/request.h"
#include "ruleset/check/reply_cost.h"
#include "test/fuzz/promise.h"

namespace permit::fuzz {

namespace {

constexpr std::size_t kLongestPhone = 15;  // ITU-T E.164
constexpr std::string_view kSilences[] = {"no-sender", "own-number", "named-sender", "short-number", kFlood};

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t before = text.size();
    if (take_code_point(text) == kBrokenByte && before - text.size() == 1) return false;
  }
  return true;
}

/// Replaces O by 0 and I by 1: either is read as the other where only that one is possible.
std::string as_read(std::string text) {
  std::replace(text.begin(), text.end(), 'O', '0');
  std::replace(text.begin(), text.end(), 'I', '1');
  return text;
}

/// Returns the letters and digits of a text as they are read, without other characters.
std::string letters_and_digits(const std::string& body) {
  std::string all;
  for (const std::string& token : normalize(body).tokens) all += token;
  return as_read(all);
}

}  // namespace

Entry answer_twice(const Text& text, const Account& account, const RuleSet& rules, Instant now,
                   const CheckCodeInput& code_input) {
  const Text copy = text;  // at another address
  Entry once = answer(text, parse_request(text, rules, now), account, rules, now, code_input);
  const Entry again = answer(copy, parse_request(copy, rules, now), account, rules, now, code_input);
  promise(once == again, "a text has the same answer twice", text.body);
  return once;
}

Segments Costs::of(const std::string& language, const std::string& text_id) {
  const auto [at, is_new] = known_.try_emplace({language, text_id});
  if (is_new) at->second = cost_at_worst(language, text_id, rules_);
  return at->second;
}

void check_reply(const Entry& entry, Costs& costs) {
  const std::string& body = entry.text.body;
  promise(entry.outcome >= Outcome::granted && entry.outcome <= Outcome::silent, "every text has an outcome", body);
  promise(!entry.reason.empty(), "every outcome has a reason", body);
  promise((entry.outcome == Outcome::silent) == entry.reply.empty(), "only silence has no reply", body);
  if (entry.outcome == Outcome::silent) {
    const bool is_named = std::find(std::begin(kSilences), std::end(kSilences), entry.reason) != std::end(kSilences);
    promise(is_named, "silence has a known reason", entry.reason);
    return;
  }
  promise(entry.reply.find_first_not_of(" \r\n") != std::string::npos, "a reply says something", body);
  promise(is_utf8(entry.reply), "a reply is UTF-8", entry.reply);
  if (entry.text.phone.size() > kLongestPhone || entry.reason == kFlood) return;
  const Segments cost = count_segments(entry.reply);
  const Segments worst = costs.of(entry.language, entry.reason);
  promise(cost.parts <= worst.parts, "a reply costs no more than `check' says", entry.reply);
}

void check_permit(const Entry& entry, const Account& account, const RuleSet& rules) {
  if (!entry.document.empty()) {
    promise(letters_and_digits(entry.text.body).find(as_read(entry.document)) != std::string::npos,
            "the document of an answer is in the text", entry.text.body + " gives " + entry.document);
    promise(std::any_of(rules.documents.begin(), rules.documents.end(),
                        [&](const DocumentKind& kind) { return kind.picture.match(entry.document) == entry.document; }),
            "a document is of a kind in the rules", entry.document);
  }
  const bool has_permit = entry.outcome == Outcome::granted || entry.outcome == Outcome::repeated;
  promise(entry.period.has_value() == has_permit, "only granted and repeated have a period", entry.reply);
  if (!has_permit) return;
  promise(!entry.period->has_ended(entry.decided), "a permit has not ended when given", entry.reply);
  promise(!entry.period->until || *entry.period->until > entry.period->from, "a permit ends after it begins",
          entry.reply);
  if (entry.outcome != Outcome::granted) return;
  promise(entry.period->from >= entry.decided, "a permit does not begin before its decision", entry.reply);
  const std::vector<Permit>& own = entry.document.empty() ? account.of_phone : account.permits;
  for (const Permit& permit : own) {
    const bool lives = permit.period.until && !permit.period.has_ended(entry.decided);
    const bool is_holders = permit.document == entry.document;
    promise(!(lives && is_holders && permit.purpose == entry.purpose), "a person has one permit for a purpose",
            entry.text.body);
  }
}

}  // namespace permit::fuzz
