#include "core/answer.h"

#include <algorithm>
#include <cassert>

#include "base/normalize.h"
#include "core/decide/decide.h"
#include "core/given_permit.h"
#include "core/reply/reply.h"

namespace permit {

// ---- The main path: how a text is answered, and when its reply is sent ------------------------------------------

Status Responder::respond(std::vector<Text> arrived, const Rules& rules, Instant now) {
  now = std::max(now, latest_);  // a clock that is set back reopens no limit
  const bool nothing_arrived = arrived.empty();
  read(std::move(arrived), rules, now);  // bytes become requests

  if (Status status = reply_to_what_changes_nothing(*rules, now); !status) return status;
  outbox_.flush();  // help, status, unreadable: sent now

  const bool permit_asked = std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& w) { return !w.answered; });
  const bool commit_due = permit_asked || waiting_.size() >= kMostWaiting || nothing_arrived;
  if (!commit_due || waiting_.empty()) return Done{};

  if (Status status = commit_and_reply(*rules, now); !status) return status;  // no reply, no ack: all texts wait
  outbox_.flush();  // permits are on disk and sent now; every ack follows its reply
  waiting_.clear();
  return Done{};
}

// ---- One text: from request and account to a reply, or to silence -----------------------------------------------

namespace {

/// A shorter sender is not a phone, also abroad (ITU-T E.164), but a service like this one, which may reply too.
constexpr std::size_t kShortestPhone = 7;

/// Returns why a text must not be replied to; empty if it may be. A machine may answer each reply with another text.
std::string_view reason_for_silence(const Text& text) {
  if (text.sender.empty()) return "no-sender";
  if (text.phone == normalize_phone(text.short_number)) return "own-number";  // SMPP writes it with `+'
  if (!all_digits(text.phone)) return "named-sender";                         // GSM 03.40 9.1.2.5: alphanumeric
  if (text.phone.size() < kShortestPhone) return "short-number";
  return {};
}

Entry replied(Entry entry, Outcome outcome, std::string_view reason, std::string reply) {
  assert(outcome != Outcome::silent && !reply.empty());
  entry.outcome = outcome;
  entry.reason = reason;
  entry.reply = std::move(reply);
  return entry;
}

Entry kept_silent(Entry entry, std::string_view reason) {
  entry.outcome = Outcome::silent;
  entry.reason = reason;
  return entry;
}

ReplyContext context_of(const Entry& entry, const RuleSet& rules) {
  return {rules, entry.language, entry.text.phone, entry.decided};
}

/// Returns the check code of the permit that the entry gives or repeats; empty if it has none or no key makes codes.
std::string check_code(const Entry& entry, const Account& account, const CheckCodeInput& code_input) {
  if (!code_input.codes || !entry.period) return {};
  const Permit* live = repeated_permit(entry, account);
  return code_input.codes->code_of(live ? *live : given_permit(code_input.sequence, entry));
}

Entry answer_permit_request(Entry entry, const PermitRequest& ask, const Account& account, const RuleSet& rules,
                            const CheckCodeInput& code_input) {
  const Decision decision = decide(ask, rules, account, entry.decided);
  entry.purpose = decision.purpose;
  entry.document = ask.document;
  entry.plate = decision.period ? decision.plate : ask.plate;
  entry.period = decision.period;
  entry.fields = decision.fields;
  entry.clause = decision.clause;
  entry.permit = decision.permit;
  std::string reply = render_reply(ask, decision, check_code(entry, account, code_input), context_of(entry, rules));
  return replied(std::move(entry), decision.outcome, decision.reply, std::move(reply));
}

Entry answer_word(Entry entry, const WordRequest& ask, const Account& account, const RuleSet& rules) {
  entry.document = ask.document;
  std::string reply = render_reply(ask, account, context_of(entry, rules));
  return replied(std::move(entry), Outcome::information, ask.reply, std::move(reply));
}

Entry explain_unreadable(Entry entry, const UnreadableRequest& ask, const RuleSet& rules) {
  std::string reply = render_reply(ask, context_of(entry, rules));
  return replied(std::move(entry), Outcome::unreadable, ask.reply, std::move(reply));
}

/// Answers a request that is not a trial.
template <typename Ask>
Entry answer_request(Entry entry, const Ask& ask, const Account& account, const RuleSet& rules,
                     const CheckCodeInput& code_input) {
  if (const auto* permit = std::get_if<PermitRequest>(&ask))
    return answer_permit_request(std::move(entry), *permit, account, rules, code_input);
  if (const auto* word = std::get_if<WordRequest>(&ask)) return answer_word(std::move(entry), *word, account, rules);
  return explain_unreadable(std::move(entry), std::get<UnreadableRequest>(ask), rules);
}

/// Says what a tried text would get, without a check code; gives no permit. The entry has the document for searches.
Entry try_request(Entry entry, const TrialRequest& trial, const Account& account, const RuleSet& rules) {
  Entry tried = entry;
  tried.language = trial.language;
  tried = answer_request(std::move(tried), trial.ask, account, rules, {});
  entry.document = tried.document;
  std::string reply = render_reply(trial, tried.reply, context_of(entry, rules));
  return replied(std::move(entry), Outcome::information, trial.reply, std::move(reply));
}

/// Returns what a text asks for, directly or as a trial; null if it asks for something else.
template <typename Ask>
const Ask* asked(const Request& request) {
  const auto* trial = std::get_if<TrialRequest>(&request.ask);
  return trial ? std::get_if<Ask>(&trial->ask) : std::get_if<Ask>(&request.ask);
}

}  // namespace

AccountQuery account_query(const Text& text, const Request& request, const RuleSet& rules) {
  AccountQuery query{text.key, {}};
  if (const auto* permit = asked<PermitRequest>(request)) {
    query.document = permit->document;
    if (rules.counts_by_phone()) query.phone = rules.canonical_phone(text.phone);
    if (rules.refuses_by_list()) query.listed = rules.canonical_phone(text.phone);
  } else if (const auto* word = asked<WordRequest>(request)) {
    query.document = word->document;
    if (word->about_phone) query.phone = rules.canonical_phone(text.phone);
  }
  return query;
}

Result<Account> account_of(const Text& text, const Request& request, const Register& store, const RuleSet& rules,
                           Instant now) {
  const AccountQuery query = account_query(text, request, rules);
  const Instant since = rules.history_from(now);
  const Instant until = now + std::chrono::seconds{1};
  Account account;
  if (!query.document.empty()) {
    auto permits = store.by_document(query.document, since, until);
    if (!permits) return permits.error();
    account.permits = std::move(*permits);
  }
  if (!query.document.empty() && !request.permit()) {  // permits by text never depend on standing ones
    auto standing = store.standing_of(query.document);
    if (!standing) return standing.error();
    account.standing = std::move(*standing);
  }
  if (!query.phone.empty()) {
    auto permits = store.by_phone(query.phone, since, until);
    if (!permits) return permits.error();
    account.of_phone = std::move(*permits);
  }
  if (!query.listed.empty()) {
    auto lists = store.lists_of(query.document, query.listed, now);
    if (!lists) return lists.error();
    account.lists = std::move(*lists);
  }
  return account;
}

Entry answer(const Text& text, const Request& request, const Account& account, const RuleSet& rules, Instant now,
             const CheckCodeInput& code_input) {
  Entry entry;
  entry.text = text;
  entry.text.phone = rules.canonical_phone(text.phone);
  entry.decided = now;
  entry.language = request.language;
  entry.rules = rules.hash;
  if (const auto reason = reason_for_silence(text); !reason.empty()) return kept_silent(std::move(entry), reason);
  if (const auto* trial = std::get_if<TrialRequest>(&request.ask))
    return try_request(std::move(entry), *trial, account, rules);
  return answer_request(std::move(entry), request.ask, account, rules, code_input);
}

// ---- The steps of the main path ---------------------------------------------------------------------------------

void Responder::read(std::vector<Text> arrived, const Rules& rules, Instant now) {
  if (rules != read_under_) {
    for (Waiting& waiting : waiting_) waiting.request = parse_request(waiting.text, *rules, now);
    read_under_ = rules;
  }
  for (Text& text : arrived) {
    Request request = parse_request(text, *rules, now);
    const FloodVerdict verdict =
        guard_ ? guard_->count_text(rules->canonical_phone(text.phone), now) : FloodVerdict::allow;
    waiting_.push_back({std::move(text), std::move(request), verdict, std::nullopt});
  }
}

Status Responder::reply_to_what_changes_nothing(const RuleSet& rules, Instant now) {
  for (Waiting& waiting : waiting_) {
    if (waiting.answered || waiting.request.permit()) continue;
    auto before = store_.seen(waiting.text.key);
    if (!before) return before.error();
    if (*before) {
      waiting.answered = **before;
    } else {
      auto account = account_of(waiting.text, waiting.request, store_, rules, now);
      if (!account) return account.error();
      Entry entry = answer(waiting.text, waiting.request, *account, rules, now);
      waiting.answered = apply_flood_limit(waiting.verdict, std::move(entry), rules);
    }
    if (!waiting.answered->reply.empty()) outbox_.reply(*waiting.answered);
  }
  return Done{};
}

/// Decides each text of a batch inside the store's transaction.
class Responder::BatchDecider : public Decider {
 public:
  BatchDecider(const std::vector<Waiting>& waiting, const RuleSet& rules, const CheckCodeMaker* codes)
      : waiting_(waiting), rules_(rules), codes_(codes) {}

  Instant history_from(Instant decided) const override { return rules_.history_from(decided); }

  Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override {
    const Waiting& waiting = waiting_[index];
    if (!waiting.answered) {
      const CheckCodeInput code_input{codes_, sequence};
      return apply_flood_limit(waiting.verdict,
                               answer(waiting.text, waiting.request, account, rules_, decided, code_input), rules_);
    }
    Entry entry = *waiting.answered;
    entry.decided = decided;
    return entry;
  }

 private:
  const std::vector<Waiting>& waiting_;
  const RuleSet& rules_;
  const CheckCodeMaker* codes_;
};

Status Responder::commit_and_reply(const RuleSet& rules, Instant now) {
  std::vector<AccountQuery> batch;
  batch.reserve(waiting_.size());
  for (const Waiting& waiting : waiting_) {
    // A text that is answered already needs no account.
    batch.push_back(waiting.answered ? AccountQuery{waiting.text.key, {}}
                                     : account_query(waiting.text, waiting.request, rules));
  }
  const auto committed = store_.commit(now, batch, BatchDecider(waiting_, rules, codes_));
  if (!committed) return committed.error();
  for (std::size_t at = 0; at < waiting_.size(); ++at) {
    const Entry& entry = (*committed)[at].entry;
    latest_ = std::max(latest_, entry.decided);
    if (guard_ && entry.outcome == Outcome::granted) guard_->reset(entry.text.phone);
    if (!waiting_[at].answered && !entry.reply.empty()) outbox_.reply(entry);
    outbox_.ack(waiting_[at].text);
  }
  return Done{};
}

}  // namespace permit
