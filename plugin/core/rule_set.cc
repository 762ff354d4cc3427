#include "core/rule_set.h"

#include <algorithm>
#include <cassert>

#include "base/normalize.h"
#include "core/decide/calendar.h"

namespace permit {

namespace {

/// Returns the element with the latest start at or before `instant`. REQUIRES: `sorted` is sorted by start.
template <typename Dated>
const Dated* last_begun(const std::vector<Dated>& sorted, Instant instant) {
  const auto after = std::upper_bound(sorted.begin(), sorted.end(), instant,
                                      [](Instant at, const Dated& dated) { return at < dated.from; });
  return after == sorted.begin() ? nullptr : &*std::prev(after);
}

/// Returns last_begun() if it is still in force at `instant`; else null.
template <typename Dated>
const Dated* in_force(const std::vector<Dated>& sorted, Instant instant) {
  const Dated* last = last_begun(sorted, instant);
  return last && instant < last->until ? last : nullptr;
}

template <typename Rule, typename Is>
const Rule* find(const std::vector<Rule>& rules, Is is) {
  const auto at = std::find_if(rules.begin(), rules.end(), is);
  return at == rules.end() ? nullptr : &*at;
}

}  // namespace

bool Message::has(Field::Kind kind) const {
  return find(fields, [&](const Field& field) { return field.kind == kind; }) != nullptr;
}

bool Message::is_classic() const {
  using Kind = Field::Kind;
  const bool in_order = fields.size() == 3 && fields[0].kind == Kind::purpose && fields[1].kind == Kind::document &&
                        fields[2].kind == Kind::plate;
  return separator == ' ' && in_order && !fields[0].optional && !fields[1].optional && fields[2].optional;
}

std::vector<const Field*> Message::custom_fields() const {
  std::vector<const Field*> custom;
  for (const Field& field : fields) {
    if (field.is_custom()) custom.push_back(&field);
  }
  return custom;
}

std::vector<std::string> Message::custom_ids() const {
  std::vector<std::string> ids;
  for (const Field* field : custom_fields()) ids.push_back(field->id);
  return ids;
}

const Purpose* Decree::purpose(std::string_view code) const {
  return find(purposes, [&](const Purpose& p) { return p.code == code; });
}

const NotByText* Decree::not_by_text_entry(std::string_view code) const {
  return find(not_by_text, [&](const NotByText& n) { return n.code == code; });
}

const Withdrawal* Decree::withdrawal(std::string_view code) const {
  return find(withdrawn, [&](const Withdrawal& w) { return w.code == code; });
}

bool Decree::accepts_document(std::string_view kind, Instant now) const {
  return find(accepts, [&](const Acceptance& a) { return a.document_kind == kind && now >= a.from; }) != nullptr;
}

std::string RuleSet::canonical_phone(const std::string& phone) const {
  return phone.starts_with('0') && all_digits(phone) ? country_code + phone.substr(1) : phone;
}

const Decree* RuleSet::decree_at(Instant instant) const { return in_force(decrees, instant); }

const Decree* RuleSet::decree_at_or_before(Instant instant) const { return last_begun(decrees, instant); }

const Interval* RuleSet::interval_at(Instant instant) const { return in_force(intervals, instant); }

const DocumentKind* RuleSet::document_kind(std::string_view id) const {
  return find(documents, [&](const DocumentKind& d) { return d.id == id; });
}

const Template& RuleSet::text(std::string_view language, std::string_view id) const {
  const auto texts_in = texts.find(language);
  assert(texts_in != texts.end());
  const auto at = texts_in->second.find(id);
  assert(at != texts_in->second.end());
  return at->second;
}

RegisterNeeds RuleSet::find_register_needs() const {
  using std::chrono::minutes;
  RegisterNeeds found;
  found.counts_by_phone = !message.has(Field::Kind::document);
  constexpr minutes kLongestLife = kLongestDelay + kLongestDuration + minutes{1};  // its end is rounded up by less
  found.lookback = kLongestLife;
  for (const Decree& decree : decrees) {
    found.refuses_by_list = found.refuses_by_list || !decree.refusals.empty();
    for (const Purpose& purpose : decree.purposes) {
      for (const Limit& limit : purpose.limits) {
        found.counts_by_phone = found.counts_by_phone || limit.by == Limit::By::phone;
        found.by_week = found.by_week || limit.per == Limit::Per::week;
        found.by_month = found.by_month || limit.per == Limit::Per::month;
        if (limit.per != Limit::Per::window) continue;
        found.lookback = std::max(found.lookback, limit.window + (limit.window_from_end ? kLongestLife : minutes{0}));
      }
    }
  }
  return found;
}

void RuleSet::seal() { register_needs = find_register_needs(); }

bool RuleSet::counts_by_phone() const {
  return register_needs ? register_needs->counts_by_phone : find_register_needs().counts_by_phone;
}

bool RuleSet::refuses_by_list() const {
  return register_needs ? register_needs->refuses_by_list : find_register_needs().refuses_by_list;
}

Instant RuleSet::history_from(Instant now) const {
  const RegisterNeeds needed = register_needs ? *register_needs : find_register_needs();
  Instant from = std::min(now - needed.lookback, start_of_period(Limit::Per::day, now, zone));
  if (needed.by_week) from = std::min(from, start_of_period(Limit::Per::week, now, zone));
  if (needed.by_month) from = std::min(from, start_of_period(Limit::Per::month, now, zone));
  return from;
}

}  // namespace permit
