#include "tool/inspect/record_view.h"

#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/refusals.h"
#include "tool/cli/follow.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;     // rises when a member changes its meaning or goes
constexpr std::size_t kWidth = 12;  // of the word that says what it is

std::string_view said(Listing::Of of) { return of == Listing::Of::phone ? "phone" : "document"; }

Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }

/// What an act names, by which it is found.
struct Named {
  Subject by;
  const std::string& key;

  bool operator()(const RulesAccepted&) const { return false; }
  bool operator()(const Listed& act) const { return is(act.listing.of, act.listing.subject); }
  bool operator()(const Unlisted& act) const { return is(act.of, act.subject); }
  bool operator()(const Entered& act) const { return is(act.permit.holder, act.permit.plate, ""); }
  bool operator()(const EndChanged& act) const { return is(act.document, act.plate, act.phone); }
  bool operator()(const ImportStep&) const { return false; }
  bool operator()(const Removed&) const { return false; }
  bool operator()(const Revealed& act) const { return act.subject == key; }

 private:
  bool is(Listing::Of of, const std::string& subject) const {
    return subject == key && by == (of == Listing::Of::phone ? Subject::phone : Subject::document);
  }
  bool is(const std::string& document, const std::string& plate, const std::string& phone) const {
    return key == (by == Subject::plate ? plate : by == Subject::phone ? phone : document);
  }
};

/// What an act was, in a word; and what it did, for people and for machines.
struct Told {
  const RecordView& view;
  const Masking& masked;
  bool reveal;

  std::string list(const std::string& name) const { return reveal ? "list " + name : "a list"; }
  std::string to(const std::optional<Instant>& until) const { return until ? view.local(*until) : "no end"; }
  Json time(const std::optional<Instant>& until) const { return until ? Json(view.local(*until)) : Json(); }

  std::pair<std::string, std::string> operator()(const RulesAccepted& act) const {
    return {"rules", "in force " + short_hash(act.rules)};
  }
  std::pair<std::string, std::string> operator()(const Listed& act) const {
    return {"listed", std::string(said(act.listing.of)) + ' ' + masked(act.listing.subject) + " on " +
                          list(act.listing.list) + (act.listing.until ? " until " + to(act.listing.until) : "")};
  }
  std::pair<std::string, std::string> operator()(const Unlisted& act) const {
    return {"unlisted", std::string(said(act.of)) + ' ' + masked(act.subject) + " off " + list(act.list)};
  }
  std::pair<std::string, std::string> operator()(const Entered& act) const {
    const StandingPermit& permit = act.permit;
    return {"entered", permit.kind + ' ' + masked(permit.holder) +
                           (permit.plate.empty() ? "" : ' ' + masked(permit.plate)) + "  " +
                           view.local(permit.period.from) + " to " + to(permit.period.until) +
                           (permit.import ? ", import " + std::to_string(*permit.import) : "")};
  }
  std::pair<std::string, std::string> operator()(const EndChanged& act) const {
    return {act.end.revoked ? "revoked" : "end moved", "permit " + std::to_string(act.permit) + " of " +
                                                           masked(act.document.empty() ? act.phone : act.document) +
                                                           " to " + to(act.end.until)};
  }
  std::pair<std::string, std::string> operator()(const ImportStep& act) const {
    return {"import", std::to_string(act.import) + ' ' + std::string(name(act.state)) + ": " + act.kind + " from " +
                          (act.file.empty() ? "standard input" : act.file) +
                          (act.rows > 0 ? ", " + counted(act.rows, "row") : "")};
  }
  std::pair<std::string, std::string> operator()(const Removed& act) const {
    switch (act.what) {
      case Removed::What::history:
        return {"purged", "everything before " + view.local(act.before)};
      case Removed::What::raw_texts:
        return {"purged", "raw texts before " + view.local(act.before)};
      case Removed::What::person:
        return {"erased", "a person from " + std::to_string(act.records) + " records"};
    }
    return {};
  }
  std::pair<std::string, std::string> operator()(const Revealed& act) const {
    return {"revealed", act.command + (act.subject.empty() ? "" : ' ' + masked(act.subject))};
  }
};

/// Likewise for machines.
struct Members {
  const Told& told;
  Json& json;

  void operator()(const RulesAccepted& act) const { json["accepted"] = hex(act.rules); }
  void operator()(const Listed& act) const {
    json["of"] = said(act.listing.of);
    json["subject"] = or_null(told.masked(act.listing.subject));
    json["list"] = told.reveal ? Json(act.listing.list) : Json();
    json["until"] = told.time(act.listing.until);
  }
  void operator()(const Unlisted& act) const {
    json["of"] = said(act.of);
    json["subject"] = or_null(told.masked(act.subject));
    json["list"] = told.reveal ? Json(act.list) : Json();
  }
  void operator()(const Entered& act) const {
    json["kind"] = act.permit.kind;
    json["document"] = or_null(told.masked(act.permit.holder));
    json["plate"] = or_null(told.masked(act.permit.plate));
    json["from"] = told.view.local(act.permit.period.from);
    json["until"] = told.time(act.permit.period.until);
    json["import"] = act.permit.import ? Json(*act.permit.import) : Json();
    json["replaces"] = act.permit.replaces ? Json(*act.permit.replaces) : Json();
  }
  void operator()(const EndChanged& act) const {
    json["permit"] = act.permit;
    json["document"] = or_null(told.masked(act.document));
    json["plate"] = or_null(told.masked(act.plate));
    json["phone"] = or_null(told.masked(act.phone));
    json["until"] = told.time(act.end.until);
  }
  void operator()(const ImportStep& act) const {
    json["import"] = act.import;
    json["state"] = name(act.state);
    json["kind"] = act.kind;
    json["file"] = or_null(act.file);
    json["rows"] = act.rows;
  }
  void operator()(const Removed& act) const {
    json["before"] = told.view.local(act.before);
    json["records"] = act.records;
  }
  void operator()(const Revealed& act) const {
    json["command"] = act.command;
    json["subject"] = or_null(told.masked(act.subject));
  }
};

}  // namespace

bool names(const Record& record, Subject by, const std::string& key) {
  if (const Entry* entry = record.text()) return names(*entry, by, key);
  return std::visit(Named{by, key}, std::get<AdminEvent>(record.event).what);
}

bool RecordView::is_withheld(const Entry& entry) const {
  return !reveal_ && entry.outcome == Outcome::refused && is_for_a_list(entry, rules_);
}

std::string RecordView::text_line(const Entry& entry) const {
  std::string line = pad(std::string(name(entry.outcome)), kWidth);
  if (!entry.purpose.empty()) line += "code " + entry.purpose + ' ';
  if (!entry.document.empty()) line += masked_(entry.document) + ' ';
  if (!entry.plate.empty()) line += masked_(entry.plate) + ' ';
  line += "from " + masked_(entry.text.phone);
  if (entry.period) line += ", to " + (entry.period->until ? local(*entry.period->until) : "no end");
  if (entry.permit) line += ", permit " + std::to_string(*entry.permit);
  const bool says_why = entry.outcome != Outcome::granted && entry.outcome != Outcome::repeated;
  if (says_why && !entry.reason.empty() && !is_withheld(entry)) line += ", " + entry.reason;
  if (!entry.clause.empty()) line += ", under " + entry.clause;
  return line;
}

// Why somebody stands on a list tells more of him than its name.
std::string RecordView::reason(const AdminEvent& act) const {
  const bool is_of_a_list = std::holds_alternative<Listed>(act.what) || std::holds_alternative<Unlisted>(act.what);
  return is_of_a_list && !reveal_ ? std::string() : masked_.words(act.actor.why);
}

std::string RecordView::act_line(const AdminEvent& act) const {
  const auto [word, what] = std::visit(Told{*this, masked_, reveal_}, act.what);
  const std::string why = reason(act);
  return pad(word, kWidth) + what + ", by " + (act.actor.by.empty() ? "the library" : act.actor.by) +
         (why.empty() ? "" : ": " + why);
}

std::string RecordView::line(const Record& record) const {
  const Entry* entry = record.text();
  return as_one_line(local(record.at) + "  " + std::to_string(record.sequence) + "  " +
                     (entry ? text_line(*entry) : act_line(std::get<AdminEvent>(record.event))) + ", rules " +
                     short_hash(record.rules) + (record.erased.personal ? ", erased" : ""));
}

nlohmann::ordered_json RecordView::json(const Record& record) const {
  Json json{{"version", kJsonVersion},
            {"record", record.sequence},
            {"at", local(record.at)},
            {"rules", hex(record.rules)},
            {"erased", record.erased.personal}};
  if (const Entry* entry = record.text()) {
    const bool withheld = is_withheld(*entry);
    json["what"] = "text";
    json["outcome"] = name(entry->outcome);
    json["reason"] = withheld ? Json() : or_null(entry->reason);
    json["code"] = or_null(entry->purpose);
    json["document"] = or_null(masked_(entry->document));
    json["plate"] = or_null(masked_(entry->plate));
    json["phone"] = or_null(masked_(entry->text.phone));
    json["from"] = entry->period ? Json(local(entry->period->from)) : Json();
    json["until"] = entry->period && entry->period->until ? Json(local(*entry->period->until)) : Json();
    json["permit"] = entry->permit ? Json(*entry->permit) : Json();
    json["clause"] = or_null(entry->clause);
    json["language"] = or_null(entry->language);
    json["text"] = or_null(masked_.text(entry->text.body));
    json["reply"] = withheld ? Json() : or_null(masked_.words(entry->reply));
    return json;
  }
  const AdminEvent& act = std::get<AdminEvent>(record.event);
  const Told told{*this, masked_, reveal_};
  std::string word = std::visit(told, act.what).first;
  for (char& sign : word) sign = sign == ' ' ? '-' : sign;
  json["what"] = word;
  std::visit(Members{told, json}, act.what);
  json["by"] = or_null(act.actor.by);
  json["why"] = or_null(reason(act));
  return json;
}

std::string RecordView::answer(const Record& record, const RuleSet* decided_by) const {
  const Entry& entry = *record.text();
  std::string text =
      "text      " + local(record.at) + ", record " + std::to_string(record.sequence) + ", from " +
      masked_(entry.text.phone) + "\n          " +
      (record.erased.raw || record.erased.personal ? "(erased)" : as_one_line(masked_.text(entry.text.body))) +
      "\nanswer    " + std::string(name(entry.outcome));
  if (!is_withheld(entry) && !entry.reason.empty()) text += ", " + entry.reason;
  if (entry.period)
    text += ", " + local(entry.period->from) + " to " + (entry.period->until ? local(*entry.period->until) : "no end");
  if (entry.permit) text += ", of record " + std::to_string(*entry.permit);
  text += "\n          ";
  text += record.erased.personal ? "(erased)"
          : is_withheld(entry)   ? "(withheld; see --reveal)"
          : entry.reply.empty()  ? "(no reply)"
                                 : as_one_line(masked_.words(entry.reply));
  const Decree* decree = decided_by ? decided_by->decree_at(record.at) : nullptr;
  const Interval* interval = decided_by ? decided_by->interval_at(record.at) : nullptr;
  text += "\nunder     " + (entry.clause.empty() ? "no clause" : entry.clause);
  if (decree) text += ", decree " + decree->id + (decree->title.empty() ? "" : " (" + decree->title + ")");
  if (interval) text += ", interval " + interval->id;
  return text + "\nrules     " + hex(entry.rules) + '\n';
}

}  // namespace permit::tool
