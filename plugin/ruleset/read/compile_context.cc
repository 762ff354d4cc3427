#include "ruleset/read/compile_context.h"

#include <algorithm>

#include "base/nearest.h"
#include "base/normalize.h"
#include "ruleset/read/attribute_reader.h"

namespace permit {

const Source* CompileContext::source(std::string_view id) const {
  const auto at =
      std::find_if(annotations.sources.begin(), annotations.sources.end(), [&](const Source& s) { return s.id == id; });
  return at == annotations.sources.end() ? nullptr : &*at;
}

void CompileContext::declare_id(std::map<std::string, Place>& ids, const std::string& id, const Place& place,
                                std::string_view what) {
  const auto [before, is_new] = ids.emplace(id, place);
  if (is_new || id.empty()) return;
  faults.add(DiagnosticId::duplicate_name, place,
             "a second " + std::string(what) + " `" + id + "'; the first is at " + render(before->second) +
                 "; rename or remove one");
}

std::string render(const Place& place) { return place.file + ":" + std::to_string(place.line); }

Origin origin_of(const Element& element) {
  const Place place = element.place();
  return {place.file, place.line};
}

void read_sources(const Element& element, CompileContext& context) {
  for (const Element& source : element.children("source")) {
    const AttributeReader values(source, context.faults);
    const std::string id = values.id("id");
    context.declare_id(context.source_places, id, source.place_of("id"), "source");
    if (context.source(id)) continue;
    context.annotations.sources.push_back({id, values.date("published"), values.text("cited-as"), source.text()});
  }
}

namespace {

/// `A 8`: a source and a paragraph number in it.
struct Reference {
  std::string source;
  std::string paragraph;  ///< may be empty
};

/// The parts of `A 7, A 8`.
std::vector<Reference> references_in(std::string_view clause) {
  std::vector<Reference> references;
  for (;;) {
    const std::size_t comma = clause.find(',');
    std::string_view one = clause.substr(0, comma);
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    const std::size_t space = one.find(' ');
    references.push_back(
        {std::string(one.substr(0, space)), space == std::string_view::npos ? "" : std::string(one.substr(space + 1))});
    if (comma == std::string_view::npos) return references;
    clause.remove_prefix(comma + 1);
  }
}

bool is_paragraph(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char sign) { return is_digit(sign) || sign == '.'; });
}

std::string how_to_name_a_source(const std::string& id, const CompileContext& context) {
  std::vector<std::string> ids;
  for (const Source& known : context.annotations.sources) ids.push_back(known.id);
  return ids.empty() ? "declare it as <source id=\"" + id + "\" …>" : "known sources: " + listed(ids, ", ");
}

}  // namespace

std::string read_clause(const Element& element, CompileContext& context) {
  const auto value = element.attribute("clause");
  if (!value) return {};
  const AttributeReader values(element, context.faults);
  std::string cited;
  std::string before;  // the source cited before
  for (const auto& [id, paragraph] : references_in(*value)) {
    const Source* source = context.source(id);
    if (!source) {
      if (context.all_read)
        values.fault("clause", DiagnosticId::unknown_source,
                     "there is no source `" + id + "'; " + how_to_name_a_source(id, context));
      continue;
    }
    if (!is_paragraph(paragraph)) {
      values.fault("clause", DiagnosticId::bad_clause, "write a source and a paragraph number, as in `" + id + " 8'");
    }
    if (!cited.empty()) cited += ", ";
    if (id != before) cited += source->cited_as + (paragraph.empty() ? "" : " ");
    if (!paragraph.empty()) cited += "§" + paragraph;
    before = id;
  }
  return cited;
}

void read_texts(const Element& texts, CompileContext& context) {
  const std::string language = AttributeReader(texts, context.faults).language("lang");
  if (language.empty()) return;
  const bool is_new = context.language_places.emplace(language, texts.place()).second;
  if (is_new) context.rules.languages.push_back(language);
  const std::vector<std::string> custom_ids = context.rules.message.custom_ids();
  for (const Element& text : texts.children("text")) {
    const std::string id = AttributeReader(text, context.faults).id("id");
    const auto [before, first] = context.text_places.emplace(std::pair{language, id}, text.place());
    if (!first) {
      context.faults.add(
          DiagnosticId::duplicate_text, text.place(),
          "a second text `" + id + "' in " + language + "; the first is at " + render(before->second) + "; remove one");
      continue;
    }
    auto parsed = Template::parse(text.text(), custom_ids);
    if (!parsed) {
      context.faults.add(DiagnosticId::bad_text, text.place(), "text `" + id + "': " + parsed.error().message);
    } else if (text.text().empty()) {
      context.faults.add(DiagnosticId::bad_text, text.place(), "text `" + id + "' is empty; write the reply");
    } else {
      context.rules.texts[language].emplace(id, *std::move(parsed));
    }
  }
}

}  // namespace permit
