#include "operations/record_view.h"

#include <variant>

#include "operations/refusals.h"

namespace permit {

namespace {

struct Mask {
  const Masking& masked;
  bool reveal;

  void value(std::string& personal) const { personal = masked(personal); }
  void words(std::string& text) const { text = masked.words(text); }
  void hide(std::string& listed) const {
    if (!reveal) listed.clear();
  }

  void operator()(RulesAccepted&) const {}
  void operator()(Listed& act) const {
    value(act.listing.subject);
    hide(act.listing.list);
    words(act.listing.why);
    hide(act.listing.why);
  }
  void operator()(Unlisted& act) const {
    value(act.key.subject);
    hide(act.key.list);
  }
  void operator()(StandingEntered& act) const {
    for (std::string* personal : {&act.permit.holder, &act.permit.plate, &act.permit.reference}) value(*personal);
    for (std::string* text : {&act.permit.places, &act.permit.note}) words(*text);
  }
  void operator()(EndChanged& act) const {
    for (std::string* personal : {&act.document, &act.plate, &act.phone}) value(*personal);
  }
  void operator()(ImportStep&) const {}
  void operator()(Removed&) const {}
  void operator()(Revealed& act) const { value(act.subject); }

  void operator()(Entry& entry) const {
    for (std::string* personal : {&entry.document, &entry.plate, &entry.text.phone, &entry.text.sender})
      value(*personal);
    for (std::string& field : entry.fields) value(field);
    words(entry.reply);
    entry.text.body = masked.text(entry.text.body);
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

RecordView view(const Record& record, const Masking& masked, bool reveal, const RuleSet& rules) {
  RecordView seen{.record = record, .is_withheld = false, .lists_hidden = !reveal};
  if (auto* entry = std::get_if<Entry>(&seen.record.event); entry && !reveal) {
    seen.is_withheld = entry->outcome == Outcome::refused && is_for_a_list(*entry, rules);
    if (seen.is_withheld) {
      entry->reason.clear();
      entry->reply.clear();
    }
  }
  std::visit(Mask{masked, reveal}, seen.record.event);
  return seen;
}

}  // namespace permit
