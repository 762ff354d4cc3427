#include "operations/record_view.h"

#include <utility>
#include <variant>
#include <vector>

#include "base/normalize.h"
#include "base/utf8.h"
#include "operations/refusals.h"

namespace permit {

namespace {

/// The words that a reply may repeat from its text.
std::vector<std::string> personal_words_of(const Entry& entry) {
  std::vector<std::string> words{entry.document, entry.plate};
  for (NormalizedWord& word : normalized_words(entry.text.body)) words.push_back(std::move(word.token));
  return words;
}

/// Whether a reply may repeat words of its text other than numbers, such as a name.
bool may_repeat_words(const Entry& entry, const RuleSet& rules) {
  const bool was_read =
      entry.outcome == Outcome::granted || entry.outcome == Outcome::repeated || entry.outcome == Outcome::refused;
  return !was_read || !entry.fields.empty() || !rules.message.custom_fields().empty();
}

struct Mask {
  const Masking& masked;

  void value(std::string& personal) const { personal = masked(personal); }
  void words(std::string& text) const { text = masked.words(text); }
  void hide(std::string& text) const {
    if (!masked.reveals()) text.clear();
  }

  void operator()(RulesAccepted&) const {}
  void operator()(Listed& act) const {
    value(act.listing.subject);
    hide(act.listing.list);
    hide(act.listing.why);
  }
  void operator()(Unlisted& act) const {
    value(act.key.subject);
    hide(act.key.list);
  }
  void operator()(StandingEntered& act) const {
    for (std::string* personal : {&act.permit.holder, &act.permit.plate, &act.permit.reference}) value(*personal);
    for (std::string* text : {&act.permit.places, &act.permit.issuer, &act.permit.activity, &act.permit.source})
      words(*text);
    hide(act.permit.note);
  }
  void operator()(EndChanged& act) const {
    for (std::string* personal : {&act.document, &act.plate, &act.phone}) value(*personal);
  }
  void operator()(ImportStep&) const {}
  void operator()(Removed&) const {}
  void operator()(Revealed& act) const { value(act.subject); }

  void operator()(Entry& entry) const {
    if (!masked.reveals()) {
      entry.reply = masked.words(entry.reply, personal_words_of(entry));
      entry.text.body.clear();
      entry.fields.clear();
    }
    for (std::string* personal : {&entry.document, &entry.plate, &entry.text.phone, &entry.text.sender})
      value(*personal);
  }
  void operator()(AdminEvent& act) const {
    std::visit(*this, act.what);
    // The reason for a list entry says more about a person than the name of the list.
    const bool is_of_a_list = std::holds_alternative<Listed>(act.what) || std::holds_alternative<Unlisted>(act.what);
    words(act.actor.why);
    if (is_of_a_list) hide(act.actor.why);
  }
};

}  // namespace

RecordView view(const Record& record, const Masking& masked, const RuleSet& rules) {
  RecordView seen{.record = record, .is_withheld = false, .lists_hidden = !masked.reveals(), .hidden_characters = 0};
  if (auto* entry = std::get_if<Entry>(&seen.record.event); entry && !masked.reveals()) {
    const bool is_of_a_list = entry->outcome == Outcome::refused && is_for_a_list(*entry, rules);
    seen.is_withheld = is_of_a_list || (!entry->reply.empty() && may_repeat_words(*entry, rules));
    seen.hidden_characters = count_characters(entry->text.body);
    if (is_of_a_list) entry->reason.clear();
    if (seen.is_withheld) entry->reply.clear();
  }
  std::visit(Mask{masked}, seen.record.event);
  return seen;
}

Entry answer_to_typist(Entry entry, const RuleSet& rules) {
  std::vector<std::string> named = values_named_in(entry.text.body);
  for (const std::string& phone : {entry.text.phone, entry.text.sender}) named.push_back(phone);
  for (const DocumentKind& kind : rules.documents) named.push_back(kind.example);  // such a reply names no holder
  const Masking masked(rules, false, std::move(named));
  for (std::string* personal : {&entry.document, &entry.plate}) *personal = masked(*personal);
  entry.reply = masked.words(entry.reply);
  return entry;
}

}  // namespace permit
