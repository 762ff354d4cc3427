#include "ruleset/load.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "ruleset/check/cross_check.h"
#include "ruleset/check/examples.h"
#include "ruleset/check/lint.h"
#include "ruleset/check/reply_cost.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/decree.h"
#include "ruleset/read/interval.h"
#include "ruleset/read/pause.h"
#include "ruleset/read/schema.h"
#include "ruleset/read/service.h"
#include "ruleset/read/source.h"
#include "ruleset/read/xml.h"

namespace permit {

namespace {

/// The files as XML, and libxml2's messages for files without a better message so far.
struct Parsed {
  std::vector<Document> documents;
  std::vector<Diagnostic> unexplained;
};

Parsed parse(const RuleFiles& text, Diagnostics& faults) {
  const Schema schema;
  Parsed parsed;
  for (const RuleFile& file : text) {
    auto document = Document::parse(file, faults);
    if (!document) continue;
    if (auto fault = schema.check(*document, faults)) parsed.unexplained.push_back(*std::move(fault));
    parsed.documents.push_back(*std::move(document));
  }
  return parsed;
}

void read_all_sources(const std::vector<Document>& documents, CompileContext& context) {
  for (const Document& document : documents) read_sources(document.root(), context);
  std::sort(context.annotations.sources.begin(), context.annotations.sources.end(),
            [](const Source& one, const Source& other) { return one.id < other.id; });
}

bool has_service(const std::vector<Document>& documents) {
  return std::any_of(documents.begin(), documents.end(),
                     [](const Document& document) { return document.root().name() == "service"; });
}

/// Reads the <service>; a second one is a fault.
void read_services(const std::vector<Document>& documents, CompileContext& context) {
  for (const Document& document : documents) {
    const Element root = document.root();
    if (root.name() != "service") continue;
    if (context.service) {
      context.faults.add(DiagnosticId::second_service, root.place(),
                         "a second <service>; the first is at " + render(*context.service) +
                             "; a folder describes one service, so remove one");
      continue;
    }
    context.service = root.place();
    read_service(root, context);
  }
}

void read_decrees_and_intervals(const std::vector<Document>& documents, CompileContext& context) {
  for (const Document& document : documents) {
    const Element root = document.root();
    if (root.name() == "decree" || root.name() == "amendment") read_decree(root, context);
    if (root.name() == "forbidden" || root.name() == "not-needed") read_interval(root, context);
  }
}

/// Reads the texts of the service first, so that languages have its order.
void read_all_texts(const std::vector<Document>& documents, CompileContext& context) {
  for (const bool of_service : {true, false}) {
    for (const Document& document : documents) {
      const Element root = document.root();
      if ((root.name() == "service") != of_service) continue;
      if (root.name() == "texts") read_texts(root, context);
      for (const Element& texts : root.children("texts")) read_texts(texts, context);
    }
  }
}

void read_pauses(const std::vector<Document>& documents, CompileContext& context) {
  for (const Document& document : documents) {
    if (document.root().name() == "pause") read_pause(document.root(), context);
  }
}

void read(const Parsed& parsed, CompileContext& context) {
  read_all_sources(parsed.documents, context);
  read_services(parsed.documents, context);
  read_decrees_and_intervals(parsed.documents, context);
  read_all_texts(parsed.documents, context);
  if (context.all_read) cross_check(context);
  for (const Document& document : parsed.documents) check_examples(document.root(), context);
  for (const Diagnostic& fault : parsed.unexplained) {
    if (!context.faults.has_broken(fault.file)) context.faults.add(fault.id, {fault.file, fault.line}, fault.message);
  }
  if (context.faults.count(Severity::broken) == 0) check_reply_lengths(context);
  if (context.faults.count(Severity::broken) == 0) {
    lint(context);
    for (const Document& document : parsed.documents) run_examples(document.root(), context);
  }
  read_pauses(parsed.documents, context);  // last: examples expect the answers without a pause
}

Diagnostic fault_of(const Ignored& ignored) {
  if (ignored.is_folder) {
    return {DiagnosticId::ignored_folder, ignored.name, 0,
            "the rule files in this subfolder are not read; move them into the rule folder, or keep the subfolder "
            "elsewhere"};
  }
  return {DiagnosticId::ignored_file, ignored.name, 0,
          "looks like a rule file, but is not read, because its name does not end in .xml; rename it, or keep it "
          "elsewhere"};
}

}  // namespace

Loaded compile(RuleFiles text) {
  CompileContext context;
  const auto hash = hash_of(text);
  if (hash) context.rules.hash = *hash;
  if (!hash) context.faults.add(DiagnosticId::unreadable_folder, {}, hash.error().message);
  const Parsed parsed = parse(text, context.faults);
  const bool all_xml = parsed.documents.size() == text.size();
  context.all_read = all_xml && has_service(parsed.documents);
  if (all_xml && !context.all_read) {
    context.faults.add(DiagnosticId::no_service, {},
                       "no file has a <service>; write one with the number, the documents and the replies");
  }
  read(parsed, context);

  Loaded loaded;
  const bool broken = context.faults.count(Severity::broken) > 0;
  loaded.faults = context.faults.take_sorted();
  context.rules.seal();
  if (!broken) loaded.rules = std::make_shared<const RuleSet>(std::move(context.rules));
  loaded.annotations = std::move(context.annotations);
  loaded.text = std::move(text);
  return loaded;
}

Loaded load_folder(const std::string& folder) {
  auto text = read_folder(folder);
  Loaded loaded = text ? compile(std::move(*text)) : Loaded{};
  if (!text) loaded.faults.push_back({DiagnosticId::unreadable_folder, "", 0, text.error().message});
  for (const Ignored& ignored : ignored_in(folder)) {
    const auto next = std::find_if(loaded.faults.begin(), loaded.faults.end(),
                                   [&](const Diagnostic& fault) { return fault.file > ignored.name; });
    loaded.faults.insert(next, fault_of(ignored));
  }
  return loaded;
}

}  // namespace permit
