#include "core/reply.h"

#include <algorithm>
#include <cstdio>

namespace permit {

namespace {

/// Permits that a reply lists, the latest: one without an end may be given any number of times.
constexpr std::size_t kMostListed = 4;

/// `10:00`, or `22.07 10:00` when it is not today.
std::string render_clock(Instant time, const Zone& zone, Instant now) {
  const LocalDay day = zone.day(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{zone.local(time) - day};
  const auto hours = static_cast<int>(clock.hours().count());
  const auto minutes = static_cast<int>(clock.minutes().count());
  char text[32];
  if (day == zone.day(now)) {
    std::snprintf(text, sizeof text, "%02d:%02d", hours, minutes);
  } else {
    std::snprintf(text, sizeof text, "%02u.%02u %02d:%02d", static_cast<unsigned>(date.day()),
                  static_cast<unsigned>(date.month()), hours, minutes);
  }
  return text;
}

std::optional<std::string> if_not_empty(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional{value};
}

std::string render_clocks(const std::vector<Instant>& times, const Zone& zone, Instant now) {
  std::string text;
  for (const Instant time : times) text += (text.empty() ? "" : ", ") + render_clock(time, zone, now);
  return text;
}

/// What a document's kind says to its holder. Where none is known the hotline is the service's, the example that of
/// its first kind.
void set_kind(TemplateValues& values, const std::string& kind_id, const std::string& code, const RuleSet& rules) {
  const DocumentKind* kind = rules.document_kind(kind_id);
  values[Placeholder::hotline] = kind ? kind->hotline : rules.hotline;
  if (kind) values[Placeholder::number_from] = if_not_empty(kind->number_from);
  const std::string& example = kind ? kind->example : rules.documents.front().example;
  values[Placeholder::example] = code.empty() ? example : code + " " + example;
}

/// One permit in a list of them: `2 10:00-13:00 10AA123`.
std::string render_permit(const Permit& permit, const Zone& zone, Instant now) {
  std::string text = permit.purpose + " " + render_clock(permit.period.from, zone, now) + "-";
  if (permit.period.until) text += render_clock(*permit.period.until, zone, now);
  if (!permit.plate.empty()) text += " " + permit.plate;
  return text;
}

}  // namespace

std::string render_reply(const PermitRequest& ask, const Decision& decision, const std::string& language,
                         const RuleSet& rules, Instant now) {
  const auto clock = [&](std::optional<Instant> time) {
    return time ? std::optional{render_clock(*time, rules.zone, now)} : std::nullopt;
  };
  TemplateValues values;
  values[Placeholder::code] = if_not_empty(decision.purpose);
  values[Placeholder::given] = ask.purpose;
  values[Placeholder::document] = if_not_empty(ask.document);
  values[Placeholder::plate] = if_not_empty(decision.plate);
  values[Placeholder::clause] = if_not_empty(decision.clause);
  values[Placeholder::next] = clock(decision.next);
  values[Placeholder::since] = clock(decision.since);
  if (!decision.used.empty()) values[Placeholder::used] = render_clocks(decision.used, rules.zone, now);
  if (decision.period) {
    values[Placeholder::from] = clock(decision.period->from);
    values[Placeholder::until] = clock(decision.period->until);
  }
  set_kind(values, ask.document_kind, ask.purpose, rules);
  return rules.text(language, decision.reply).render(values);
}

std::string render_reply(const WordRequest& ask, const Account& account, const std::string& language,
                         const RuleSet& rules, Instant now) {
  TemplateValues values;
  set_kind(values, ask.document_kind, {}, rules);
  if (ask.document.empty()) return rules.text(language, ask.reply).render(values);

  std::vector<std::string> live;
  for (const Permit& permit : account.permits) {
    if (!permit.period.has_ended(now)) live.push_back(render_permit(permit, rules.zone, now));
  }
  std::string permits;
  for (std::size_t at = live.size() - std::min(live.size(), kMostListed); at < live.size(); ++at) {
    permits += (permits.empty() ? "" : "; ") + live[at];
  }
  values[Placeholder::document] = ask.document;
  values[Placeholder::permits] = if_not_empty(permits);
  return rules.text(language, permits.empty() ? ask.reply_if_none : ask.reply).render(values);
}

std::string render_reply(const UnreadableRequest& ask, const std::string& language, const RuleSet& rules) {
  TemplateValues values;
  values[Placeholder::given] = if_not_empty(ask.given);
  values[Placeholder::have] = if_not_empty(ask.have);
  values[Placeholder::need] = if_not_empty(ask.need);
  values[Placeholder::mended] = if_not_empty(ask.mended);
  set_kind(values, ask.document_kind, ask.code, rules);
  return rules.text(language, ask.reply).render(values);
}

}  // namespace permit
