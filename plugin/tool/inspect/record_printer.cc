#include "tool/inspect/record_printer.h"

#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/lists.h"
#include "tool/cli/follow.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;     // increases when a member changes its meaning or is removed
constexpr std::size_t kWidth = 12;  // of the word that names the event

Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }

/// The name of an act in a word, and its effect in words.
struct Words {
  const RecordPrinter& printer;
  bool lists_hidden;

  std::string list(const std::string& name) const { return lists_hidden ? "a list" : "list " + name; }
  std::string to(const std::optional<Instant>& until) const { return until ? printer.local(*until) : "no end"; }

  std::pair<std::string, std::string> operator()(const RulesAccepted& act) const {
    return {"rules", "in force " + short_hash(act.rules)};
  }
  std::pair<std::string, std::string> operator()(const Listed& act) const {
    return {"listed", name(act.listing.of) + ' ' + act.listing.subject + " on " + list(act.listing.list) +
                          (act.listing.until ? " until " + to(act.listing.until) : "")};
  }
  std::pair<std::string, std::string> operator()(const Unlisted& act) const {
    return {"unlisted", name(act.key.of) + ' ' + act.key.subject + " off " + list(act.key.list)};
  }
  std::pair<std::string, std::string> operator()(const StandingEntered& act) const {
    const StandingPermit& permit = act.permit;
    return {"entered", permit.kind + ' ' + permit.holder + (permit.plate.empty() ? "" : ' ' + permit.plate) + "  " +
                           printer.local(permit.period.from) + " to " + to(permit.period.until) +
                           (permit.import ? ", import " + std::to_string(*permit.import) : "")};
  }
  std::pair<std::string, std::string> operator()(const EndChanged& act) const {
    return {act.end.revoked ? "revoked" : "end moved", "permit " + std::to_string(act.permit) + " of " +
                                                           (act.document.empty() ? act.phone : act.document) +
                                                           (act.end.revoked ? " from " : " to ") + to(act.end.until)};
  }
  std::pair<std::string, std::string> operator()(const ImportStep& act) const {
    return {"import", std::to_string(act.import) + ' ' + std::string(name(act.state)) + ": " + act.kind + " from " +
                          (act.file.empty() ? "standard input" : act.file) +
                          (act.rows > 0 ? ", " + counted(act.rows, "row") : "")};
  }
  std::pair<std::string, std::string> operator()(const Removed& act) const {
    switch (act.what) {
      case Removed::What::history:
        return {"purged", "everything before " + printer.local(act.before)};
      case Removed::What::raw_texts:
        return {"purged", "raw texts before " + printer.local(act.before)};
      case Removed::What::person:
        return {"erased", "a person from " + counted(act.records, "record")};
    }
    return {};
  }
  std::pair<std::string, std::string> operator()(const Revealed& act) const {
    return {"revealed", act.command + (act.subject.empty() ? "" : ' ' + act.subject)};
  }
};

/// The effect of an act, as members of a JSON object.
struct Members {
  const RecordPrinter& printer;
  bool lists_hidden;
  Json& json;

  Json list(const std::string& name) const { return lists_hidden ? Json() : Json(name); }
  Json time(const std::optional<Instant>& until) const { return until ? Json(printer.local(*until)) : Json(); }

  void operator()(const RulesAccepted& act) const { json["accepted"] = hex(act.rules); }
  void operator()(const Listed& act) const {
    json["of"] = name(act.listing.of);
    json["subject"] = or_null(act.listing.subject);
    json["list"] = list(act.listing.list);
    json["until"] = time(act.listing.until);
  }
  void operator()(const Unlisted& act) const {
    json["of"] = name(act.key.of);
    json["subject"] = or_null(act.key.subject);
    json["list"] = list(act.key.list);
  }
  void operator()(const StandingEntered& act) const {
    json["kind"] = act.permit.kind;
    json["document"] = or_null(act.permit.holder);
    json["plate"] = or_null(act.permit.plate);
    json["from"] = printer.local(act.permit.period.from);
    json["until"] = time(act.permit.period.until);
    json["import"] = act.permit.import ? Json(*act.permit.import) : Json();
    json["replaces"] = act.permit.replaces ? Json(*act.permit.replaces) : Json();
  }
  void operator()(const EndChanged& act) const {
    json["permit"] = act.permit;
    json["document"] = or_null(act.document);
    json["plate"] = or_null(act.plate);
    json["phone"] = or_null(act.phone);
    json["until"] = time(act.end.until);
  }
  void operator()(const ImportStep& act) const {
    json["import"] = act.import;
    json["state"] = name(act.state);
    json["kind"] = act.kind;
    json["file"] = or_null(act.file);
    json["rows"] = act.rows;
  }
  void operator()(const Removed& act) const {
    json["before"] = printer.local(act.before);
    json["records"] = act.records;
  }
  void operator()(const Revealed& act) const {
    json["command"] = act.command;
    json["subject"] = or_null(act.subject);
  }
};

/// `(13 characters, read as code 2, AZE******78; see --reveal)' for a text whose words may not be seen.
std::string text_of(const RecordView& view) {
  const Entry& entry = *view.record.text();
  if (view.record.erased.raw || view.record.erased.personal) return "(erased)";
  if (view.hidden_characters == 0) return as_one_line(entry.text.body);
  std::string read;
  if (!entry.purpose.empty()) read += ", code " + entry.purpose;
  for (const std::string& value : {entry.document, entry.plate})
    if (!value.empty()) read += ", " + value;
  if (!read.empty()) read.replace(0, 1, ", read as");
  if (entry.outcome == Outcome::unreadable) read = ", not understood";
  return as_one_line("(" + counted(view.hidden_characters, "character") + read + "; see --reveal)");
}

}  // namespace

std::string RecordPrinter::text_line(const Entry& entry) const {
  std::string line = pad(std::string(name(entry.outcome)), kWidth);
  if (!entry.purpose.empty()) line += "code " + entry.purpose + ' ';
  if (!entry.document.empty()) line += entry.document + ' ';
  if (!entry.plate.empty()) line += entry.plate + ' ';
  line += "from " + entry.text.phone;
  if (entry.period) line += ", to " + (entry.period->until ? local(*entry.period->until) : "no end");
  if (entry.permit) line += ", permit " + std::to_string(*entry.permit);
  const bool says_why = entry.outcome != Outcome::granted && entry.outcome != Outcome::repeated;
  if (says_why && !entry.reason.empty()) line += ", " + entry.reason;
  if (!entry.clause.empty()) line += ", under " + entry.clause;
  return line;
}

std::string RecordPrinter::act_line(const RecordView& view) const {
  const auto& act = std::get<AdminEvent>(view.record.event);
  const auto [word, what] = std::visit(Words{*this, view.lists_hidden}, act.what);
  return pad(word, kWidth) + what + ", by " + (act.actor.by.empty() ? "the library" : act.actor.by) +
         (act.actor.why.empty() ? "" : ": " + act.actor.why);
}

std::string RecordPrinter::line(const RecordView& view) const {
  const Record& record = view.record;
  const Entry* entry = record.text();
  return as_one_line(local(record.at) + "  " + std::to_string(record.sequence) + "  " +
                     (entry ? text_line(*entry) : act_line(view)) + ", rules " + short_hash(record.rules) +
                     (record.erased.personal ? ", erased" : ""));
}

nlohmann::ordered_json RecordPrinter::json(const RecordView& view) const {
  const Record& record = view.record;
  Json json{{"version", kJsonVersion},
            {"record", record.sequence},
            {"at", local(record.at)},
            {"rules", hex(record.rules)},
            {"erased", record.erased.personal}};
  if (const Entry* entry = record.text()) {
    json["what"] = "text";
    json["outcome"] = name(entry->outcome);
    json["reason"] = or_null(entry->reason);
    json["code"] = or_null(entry->purpose);
    json["document"] = or_null(entry->document);
    json["plate"] = or_null(entry->plate);
    json["phone"] = or_null(entry->text.phone);
    json["from"] = entry->period ? Json(local(entry->period->from)) : Json();
    json["until"] = entry->period && entry->period->until ? Json(local(*entry->period->until)) : Json();
    json["permit"] = entry->permit ? Json(*entry->permit) : Json();
    json["clause"] = or_null(entry->clause);
    json["language"] = or_null(entry->language);
    json["text"] = or_null(entry->text.body);
    json["reply"] = or_null(entry->reply);
    return json;
  }
  const auto& act = std::get<AdminEvent>(record.event);
  std::string word = std::visit(Words{*this, view.lists_hidden}, act.what).first;
  for (char& sign : word) sign = sign == ' ' ? '-' : sign;
  json["what"] = word;
  std::visit(Members{*this, view.lists_hidden, json}, act.what);
  json["by"] = or_null(act.actor.by);
  json["why"] = or_null(act.actor.why);
  return json;
}

std::string RecordPrinter::answer(const RecordView& view, const RuleSet* decided_by) const {
  const Record& record = view.record;
  const Entry& entry = *record.text();
  std::string text = "text      " + local(record.at) + ", record " + std::to_string(record.sequence) + ", from " +
                     entry.text.phone + "\n          " + text_of(view) + "\nanswer    " +
                     std::string(name(entry.outcome));
  if (!entry.reason.empty()) text += ", " + entry.reason;
  if (entry.period)
    text += ", " + local(entry.period->from) + " to " + (entry.period->until ? local(*entry.period->until) : "no end");
  if (entry.permit) text += ", permit " + std::to_string(*entry.permit);
  text += "\n          ";
  text += record.erased.personal ? "(erased)"
          : view.is_withheld     ? "(withheld; see --reveal)"
          : entry.reply.empty()  ? "(no reply)"
                                 : as_one_line(entry.reply);
  const Decree* decree = decided_by ? decided_by->decree_at(record.at) : nullptr;
  const Interval* interval = decided_by ? decided_by->interval_at(record.at) : nullptr;
  text += "\nunder     " + (entry.clause.empty() ? "no clause" : entry.clause);
  if (decree) text += ", decree " + decree->id + (decree->title.empty() ? "" : " (" + decree->title + ")");
  if (interval) text += ", interval " + interval->id;
  return text + "\nrules     " + hex(entry.rules) + '\n';
}

}  // namespace permit::tool
