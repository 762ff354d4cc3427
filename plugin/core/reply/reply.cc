#include "core/reply/reply.h"

#include <algorithm>
#include <span>

#include "core/decide/standing.h"
#include "core/reply/reply_parts.h"

namespace permit {

namespace {

std::optional<std::string> if_not_empty(std::string_view value) {
  return value.empty() ? std::nullopt : std::optional<std::string>{value};
}

std::string render_clocks(const std::vector<Instant>& times, const Zone& zone, Instant now) {
  std::vector<std::string> clocks;
  clocks.reserve(times.size());
  for (const Instant time : times) clocks.push_back(render_clock(time, zone, now));
  return render_list(clocks);
}

std::vector<std::string> codes_in_force(const ReplyContext& context) {
  std::vector<std::string> codes;
  const Decree* decree = context.rules.decree_at(context.now);
  if (!decree) return codes;
  for (const Purpose& purpose : decree->purposes) codes.push_back(purpose.code);
  return codes;
}

/// Returns the name of the purpose, or of a code that gets no permit by text.
std::optional<std::string> name_of_purpose(const std::string& code, const ReplyContext& context) {
  const Decree* decree = context.rules.decree_at(context.now);
  if (!decree) return std::nullopt;
  const bool is_only_one = code.empty() && !decree->purposes.empty();
  if (const Purpose* purpose = is_only_one ? &decree->purposes.front() : decree->purpose(code))
    return if_not_empty(purpose->name);
  const NotByText* not_by_text = decree->not_by_text_entry(code);
  return not_by_text ? if_not_empty(not_by_text->name) : std::nullopt;
}

/// Returns an example of a correct text for a document of that kind, or of the first kind. Replaces a code that gets no
/// permits now by one that does.
std::optional<std::string> example_of(const DocumentKind* kind, std::string code, const ReplyContext& context) {
  const RuleSet& rules = context.rules;
  if (!rules.message.example.empty()) return rules.message.example;
  if (!kind && rules.documents.empty()) return std::nullopt;
  const std::vector<std::string> codes = codes_in_force(context);
  if (!codes.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) code = codes.front();
  const std::string& document = (kind ? *kind : rules.documents.front()).example;
  return render_example(code, document);
}

/// Returns an example of a correct text with that word: `STATUS AZE12345678`.
std::optional<std::string> example_of_word(const UnreadableRequest& ask, const RuleSet& rules) {
  if (rules.documents.empty()) return std::nullopt;
  const DocumentKind* kind = rules.document_kind(ask.document_kind);
  return render_example(ask.word, (kind ? *kind : rules.documents.front()).example);
}

/// Returns the values that every reply can name: of the sender, of the decree in force, and for documents of that kind.
/// Without a known kind the hotline is the service's.
TemplateValues values_for(const std::string& kind_id, const std::string& code, const ReplyContext& context) {
  const RuleSet& rules = context.rules;
  const DocumentKind* kind = rules.document_kind(kind_id);
  TemplateValues values;
  values[Placeholder::phone] = if_not_empty(context.phone);
  values[Placeholder::codes] = if_not_empty(render_list(codes_in_force(context)));
  values[Placeholder::hotline] = kind ? kind->hotline : rules.hotline;
  if (kind) values[Placeholder::number_from] = if_not_empty(kind->number_from);
  values[Placeholder::example] = example_of(kind, code, context);
  return values;
}

std::string listed_permit(const std::string& what, const Period& period, const std::string& plate,
                          const ReplyContext& context) {
  const auto clock = [&](Instant time) { return render_clock(time, context.rules.zone, context.now); };
  return render_permit(what, clock(period.from), period.until ? clock(*period.until) : "", plate);
}

/// Returns the permits that are or will be valid, permits by text last.
std::vector<std::string> live_permits(const std::vector<StandingPermit>& standing, const std::vector<Permit>& by_text,
                                      const ReplyContext& context) {
  std::vector<std::string> live;
  for (const StandingPermit& permit : standing) {
    const Period period{permit.period.from, effective_end(permit, context.rules).until};
    const bool is_empty = period.until && *period.until <= period.from;  // a decree ends it before it begins
    if (!permit.replaced && !is_empty && !period.has_ended(context.now))
      live.push_back(listed_permit(permit.kind, period, permit.plate, context));
  }
  for (const Permit& permit : by_text) {
    if (!permit.period.has_ended(context.now))
      live.push_back(listed_permit(permit.purpose, permit.period, permit.plate, context));
  }
  return live;
}

}  // namespace

std::string render_reply(const PermitRequest& ask, const Decision& decision, const std::string& check_code,
                         const ReplyContext& context) {
  const RuleSet& rules = context.rules;
  const auto clock = [&](std::optional<Instant> time) {
    return time ? std::optional{render_clock(*time, rules.zone, context.now)} : std::nullopt;
  };
  TemplateValues values = values_for(ask.document_kind, ask.purpose, context);
  values[Placeholder::code] = if_not_empty(decision.purpose);
  values[Placeholder::name] = name_of_purpose(decision.purpose, context);
  values[Placeholder::given] = if_not_empty(ask.purpose);
  values[Placeholder::document] = if_not_empty(ask.document);
  values[Placeholder::plate] = if_not_empty(decision.plate);
  values[Placeholder::clause] = if_not_empty(decision.clause);
  values[Placeholder::check] = if_not_empty(check_code);
  values[Placeholder::next] = clock(decision.next);
  values[Placeholder::since] = clock(decision.since);
  values[Placeholder::counted] = if_not_empty(render_list(decision.counted));
  values[Placeholder::used] = if_not_empty(render_clocks(decision.used, rules.zone, context.now));
  if (decision.period) {
    values[Placeholder::from] = clock(decision.period->from);
    values[Placeholder::until] = clock(decision.period->until);
  }
  const std::vector<std::string>& fields = decision.period ? decision.fields : ask.fields;
  for (std::size_t at = 0; at < fields.size(); ++at) values[custom_value(at)] = if_not_empty(fields[at]);
  return rules.text(context.language, decision.reply).render(values);
}

std::string render_reply(const WordRequest& ask, const Account& account, const ReplyContext& context) {
  const RuleSet& rules = context.rules;
  TemplateValues values = values_for(ask.document_kind, {}, context);
  const bool lists_permits = ask.about_phone || !ask.document.empty();
  if (!lists_permits) return rules.text(context.language, ask.reply).render(values);

  const std::vector<std::string> live =
      live_permits(account.standing, ask.about_phone ? account.of_phone : account.permits, context);
  const std::string permits = render_permits(std::span(live).last(std::min(live.size(), kMostListed)));
  values[Placeholder::document] = if_not_empty(ask.document);
  values[Placeholder::permits] = if_not_empty(permits);
  return rules.text(context.language, permits.empty() ? ask.reply_if_none : ask.reply).render(values);
}

std::string render_reply(const TrialRequest& ask, const std::string& answer, const ReplyContext& context) {
  TemplateValues values = values_for(ask.document_kind, {}, context);
  values[Placeholder::answer] = answer;
  return context.rules.text(context.language, ask.reply).render(values);
}

std::string render_reply(const UnreadableRequest& ask, const ReplyContext& context) {
  TemplateValues values = values_for(ask.document_kind, ask.code, context);
  if (!ask.word.empty()) values[Placeholder::example] = example_of_word(ask, context.rules);
  values[Placeholder::field] = if_not_empty(ask.field);
  values[Placeholder::given] = if_not_empty(ask.given);
  values[Placeholder::have] = if_not_empty(ask.have);
  values[Placeholder::need] = if_not_empty(ask.need);
  values[Placeholder::mended] = if_not_empty(ask.corrected);
  return context.rules.text(context.language, ask.reply).render(values);
}

}  // namespace permit
